import { resolveObjectURL } from 'node:buffer';
import { compileFunction } from 'node:vm';

type Listener = (event: { data: unknown }) => void;

/**
 * What mediabunny's encoders need of a Web Worker, in the thread that asks for it. They send each packet's sound over
 * and wait for the packet, which takes a third of the time of encoding it; and whoever encodes here is a thread that has
 * nothing else to do. A program that fails is an unhandled rejection, which ends this thread as it would end its own.
 */
class Here {
  readonly #inside: Listener[] = [];
  readonly #outside: Listener[] = [];
  /** What was sent last has arrived. */
  #last: Promise<void>;

  constructor(url: string) {
    const program = resolveObjectURL(url)!;
    URL.revokeObjectURL(url);
    this.#last = program.text().then((text) => this.#run(text));
  }

  addEventListener(type: string, listener: Listener): void {
    if (type === 'message') this.#outside.push(listener);
  }

  /** Nothing is copied. What is handed over is used up at once, and would be much by the time that it is collected. */
  postMessage(data: unknown, handedOver: readonly ArrayBuffer[] = []): void {
    this.#last = this.#last.then(() => {
      for (const listener of this.#inside) listener({ data });
      for (const buffer of handedOver) buffer.transfer(0);
    });
  }

  terminate(): void {
    this.#inside.length = this.#outside.length = 0;
  }

  #run(program: string): void {
    const self = {
      addEventListener: (_: 'message', listener: Listener) => void this.#inside.push(listener),
      postMessage: (data: unknown) => this.#outside.forEach((listener) => listener({ data })),
    };
    // It keeps a thread of its own alive by a timer, and looks for Node's way to talk by `require`.
    const scope = { self, setInterval: () => 0, require: undefined };
    compileFunction(program, Object.keys(scope))(...Object.values(scope));
  }
}

/** From now on, encoders that begin do so in this thread, or each in one of its own. */
export function encodeHere(here: boolean): void {
  Object.assign(globalThis, { Worker: here ? Here : undefined });
}
