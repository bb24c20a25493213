import { parseArgs } from 'node:util';
import { createEspeak } from './espeak.ts';
import { createFlite } from './flite.ts';
import { createSpeechServer } from './server.ts';

/** Unbuilt, the workers are TypeScript beside this file; built, JavaScript beside the bundle. */
const worker = (name: string) =>
  new URL(`./${name}.worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

const options = readOptions(process.argv.slice(2));
if (options === null) {
  process.stderr.write('usage: main [--port 0..65535] [--until-stdin-closes]\n');
  process.exit(2);
}

const server = createSpeechServer({
  engines: [createFlite({ worker: worker('flite') }), createEspeak({ worker: worker('espeak') })],
});
const end = () => void server.close().then(() => process.exit(0));
process.once('SIGTERM', end).once('SIGINT', end);
if (options.untilStdinCloses) process.stdin.once('close', end).resume();
// A parent that has gone can read no URL; its going is heard of through stdin.
process.stdout.on('error', () => undefined);

try {
  process.stdout.write(`${await server.listen(options.port)}\n`);
} catch (failure) {
  const code = failure instanceof Error && 'code' in failure ? String(failure.code) : 'unknown error';
  process.stderr.write(`port ${options.port} cannot be served: ${code}\n`);
  process.exit(1);
}

function readOptions(args: string[]): { port: number; untilStdinCloses: boolean } | null {
  try {
    const { values } = parseArgs({
      args,
      options: { port: { type: 'string', default: '0' }, 'until-stdin-closes': { type: 'boolean', default: false } },
    });
    const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : NaN;
    return port <= 65_535 ? { port, untilStdinCloses: values['until-stdin-closes'] } : null;
  } catch {
    return null;
  }
}
