import * as v from 'valibot';
import type { Wire } from '../app/ipc/wire.ts';
import type { Order } from '../app/model/order.ts';
import { type PlainProblem, Problem, revivedProblem } from '../app/model/problem.ts';
import { LastingWire, type Link } from './socket.ts';

/** What Electron's preload puts on the window. */
interface Preload {
  send(message: unknown): void;
  receive(listener: (message: unknown) => void): void;
  lend(file: File): Promise<string>;
  orders(listener: (order: Order) => void): () => void;
}

declare global {
  interface Window {
    lectern?: Preload;
  }
}

/** The window's way to its app, whichever host that app runs in. */
export interface Bridge {
  readonly wire: Wire;
  /** Hands a file over and answers the ticket that stands for it; throws a Problem. */
  lend(file: File): Promise<string>;
  /** Tells the link now and at each change. */
  watch(listener: (link: Link) => void): void;
  /** Tries at once to get back in touch. */
  retry(): void;
}

export function openBridge(): Bridge {
  return window.lectern ? preloadBridge(window.lectern) : socketBridge(window.location);
}

function preloadBridge(preload: Preload): Bridge {
  const listeners = new Set<(message: unknown) => void>();
  preload.receive((message) => listeners.forEach((listener) => listener(message)));
  return {
    wire: {
      send: (message) => preload.send(message),
      receive(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      // This window ends with the process that it talks to.
      closed: () => {},
    },
    lend: (file) => preload.lend(file),
    watch: (listener) => listener('open'),
    retry: () => {},
  };
}

function socketBridge(location: Location): Bridge {
  const address = new URL('/contract', location.href);
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  const wire = new LastingWire(address.href);
  return { wire, lend: upload, watch: (listener) => wire.watch(listener), retry: () => wire.retry() };
}

const lentShape = v.object({ ticket: v.pipe(v.string(), v.minLength(1)) });
const refusedShape = v.object({
  problem: v.object({
    code: v.string(),
    message: v.string(),
    retryable: v.boolean(),
    details: v.record(v.string(), v.union([v.string(), v.number()])),
  }),
});

/** A browser has no path to give, so the file itself goes to the app on this machine. */
async function upload(file: File): Promise<string> {
  const response = await fetch(`/files?name=${encodeURIComponent(file.name)}`, { method: 'POST', body: file }).catch(
    (cause: unknown) => {
      throw new Problem('host-gone', 'the file could not be handed over', { retryable: true, cause });
    },
  );
  const reply: unknown = await response.json().catch(() => null);
  const lent = v.safeParse(lentShape, reply);
  if (response.ok && lent.success) return lent.output.ticket;
  const refused = v.safeParse(refusedShape, reply);
  if (refused.success) throw revivedProblem(refused.output.problem as PlainProblem);
  if (response.status === 413) throw new Problem('file-too-large', 'the app takes no file of that size');
  throw new Problem('file-unreadable', 'the app did not take the file', { details: { status: response.status } });
}
