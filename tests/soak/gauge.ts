/**
 * Loaded into the app before anything of its own (`--import`): tells what the process holds when it is asked, and lets
 * its wall clock jump. Timers keep their pace, as they do where somebody sets the clock of a machine.
 */
export interface Gauge {
  /** MB that the process holds, and of it what V8 and buffers do, after a collection. */
  resident: number;
  heap: number;
  /** Timers that keep it awake, and all that does, by kind. */
  timers: number;
  awake: Record<string, number>;
}

/** ms by which the clock is wrong. */
let shift = 0;
const now = Date.now;
Date.now = () => now() + shift;
globalThis.Date = new Proxy(Date, {
  construct: (target, given: unknown[]) => Reflect.construct(target, given.length > 0 ? given : [Date.now()]) as object,
});

process.on('message', (order: { jump: number } | 'gauge') => {
  if (order !== 'gauge') shift += order.jump;
  else process.send!(gauged());
});
// With nobody left to watch it it is of no use.
process.on('disconnect', () => process.exit());
// Whoever watches it does not keep it alive.
process.channel?.unref();

function gauged(): Gauge {
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  const awake: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) awake[kind] = (awake[kind] ?? 0) + 1;
  return { resident: rss / 1e6, heap: (heapUsed + external) / 1e6, timers: awake['Timeout'] ?? 0, awake };
}
