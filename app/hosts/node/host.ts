import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from '../../studio/host.ts';
import { baseUrl } from './base-url.ts';
import { dataFolder, type Environment } from './folders.ts';
import { fileLog, fileRecords } from './log.ts';
import { places } from './places.ts';
import { nodeRoads } from './roads.ts';
import { nodeSecrets } from './secrets.ts';
import { startSpeechService } from './speech-service.ts';

type Personal = Pick<Host, 'name' | 'redeem' | 'destination' | 'reveal'>;

/** What every host on plain Node lends alike; `personal` is what depends on how a person meets it. */
export function nodeHost(environment: Environment, personal: Personal): Host {
  const data = dataFolder(environment);
  return {
    ...personal,
    version: (JSON.parse(readFileSync(places.manifest, 'utf8')) as { version: string }).version,
    data,
    baseUrl: baseUrl(environment),
    secrets: nodeSecrets(environment, join(data, 'key')),
    documentWorker: places.documentWorker,
    encodingWorker: places.encodingWorker,
    soundBinding: places.soundBinding,
    startSpeechService: (port) => startSpeechService(places.speechService, environment, port),
    records: fileRecords(data),
    roads: nodeRoads(environment),
    log: fileLog(data),
  };
}
