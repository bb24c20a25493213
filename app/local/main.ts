import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { createEspeak } from './voices/espeak.ts';
import { createFlite } from './voices/flite.ts';
import { createPocketsphinx } from './hearing/pocketsphinx.ts';
import { createSpeechServer } from './server.ts';

/** Unbuilt, the workers are TypeScript beside this file; built, JavaScript beside the bundle. */
const worker = (name: string) =>
  new URL(`./${name}.worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

const options = readOptions(process.argv.slice(2));
if (options === null) {
  process.stderr.write('usage: main [--port 0..65535] [--rate 1..1000000] [--until-stdin-closes]\n');
  process.exit(2);
}

const server = createSpeechServer({
  engines: [createFlite({ worker: worker('flite') }), createEspeak({ worker: worker('espeak') })],
  recogniser: createPocketsphinx({ temporary: tmpdir() }),
  temporary: tmpdir(),
  ...(options.rate !== null && { perMinute: options.rate }),
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

interface Options {
  port: number;
  /** Requests a minute; null for what is usual. */
  rate: number | null;
  untilStdinCloses: boolean;
}

function readOptions(args: string[]): Options | null {
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { type: 'string', default: '0' },
        rate: { type: 'string' },
        'until-stdin-closes': { type: 'boolean', default: false },
      },
    });
    const port = numberIn(values.port, 0, 65_535);
    const rate = values.rate === undefined ? null : numberIn(values.rate, 1, 1_000_000);
    return { port, rate, untilStdinCloses: values['until-stdin-closes'] };
  } catch {
    return null;
  }
}

function numberIn(text: string, least: number, most: number): number {
  const number = /^\d{1,7}$/.test(text) ? Number(text) : NaN;
  if (number >= least && number <= most) return number;
  throw new RangeError(text);
}
