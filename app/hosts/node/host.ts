import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from '../../studio/host.ts';
import { baseUrl } from './base-url.ts';
import { dataFolder, type Environment } from './folders.ts';
import { fileLog, fileRecords } from './log.ts';
import { nodeRoads } from './roads.ts';
import { nodeSecrets } from './secrets.ts';
import { startSpeechService } from './speech-service.ts';

const manifest = new URL('../../../package.json', import.meta.url);

type Personal = Pick<Host, 'name' | 'redeem' | 'destination' | 'reveal'>;

/** What every host on plain Node lends alike; `personal` is what depends on how a person meets it. */
export function nodeHost(environment: Environment, personal: Personal): Host {
  const data = dataFolder(environment);
  return {
    ...personal,
    version: (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version,
    data,
    baseUrl: baseUrl(environment),
    secrets: nodeSecrets(environment, join(data, 'key')),
    documentWorker: new URL('../../document/worker.ts', import.meta.url),
    encodingWorker: new URL('../../export/encode/worker.ts', import.meta.url),
    soundBinding: new URL('../../native/build/lectern_portaudio.node', import.meta.url),
    startSpeechService: (port) =>
      startSpeechService(new URL('../../local/main.ts', import.meta.url), environment, port),
    records: fileRecords(data),
    roads: nodeRoads(environment),
    log: fileLog(data),
  };
}
