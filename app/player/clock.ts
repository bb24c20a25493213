/** Time as the player sees it, so that a test can move it. */
export interface Clock {
  /** ms from some fixed moment, never running backwards. */
  now(): number;
  /** Calls once, `ms` from now; the returned function takes that back. */
  after(ms: number, call: () => void): () => void;
}

export const wallClock: Clock = {
  now: () => performance.now(),
  after(ms, call) {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};

/** Settles after `ms`, or rejects with the signal's reason as soon as that is aborted. */
export function wait(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const cancel = clock.after(ms, () => {
      signal?.removeEventListener('abort', aborted);
      resolve();
    });
    const aborted = () => {
      cancel();
      reject(signal!.reason);
    };
    signal?.addEventListener('abort', aborted, { once: true });
  });
}
