import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

/** The document worker, which says so instead of a document once it opens a connection or a file that is not its own. */
const { source } = workerData as { source: { path?: string } };
const home = fileURLToPath(new URL('../..', import.meta.url));

function tell(what: string): never {
  const problem = { code: 'internal', message: what, retryable: false, details: {} };
  parentPort?.postMessage({ problem });
  throw new Error(what);
}

/** Programs are loaded from the app and its packages; nothing else but the document is. */
function check(path: unknown): void {
  const name = path instanceof URL ? fileURLToPath(path) : String(path);
  const own =
    name === source.path || name.startsWith(`${home}app${sep}`) || name.startsWith(`${home}node_modules${sep}`);
  if (typeof path !== 'number' && !own) tell(`opened a file beside the document: ${name}`);
}

type Opener = (path: unknown, ...rest: unknown[]) => unknown;
function watch(holder: object, name: string): void {
  const doors = holder as Record<string, Opener>;
  const door = doors[name]!;
  doors[name] = function (this: unknown, path, ...rest) {
    check(path);
    return door.call(this, path, ...rest);
  };
}

for (const name of ['open', 'openSync', 'readFile', 'readFileSync', 'createReadStream']) watch(fs, name);
for (const name of ['open', 'readFile']) watch(fs.promises, name);
net.Socket.prototype.connect = () => tell('opened a connection');
globalThis.fetch = () => tell('fetched an address');
syncBuiltinESMExports();
await import('../../app/document/worker.ts');
