import type { Clock } from './clock.ts';
import type { Line, LineStats } from './device.ts';

/** A line whose latency can be changed while it plays; its stats say how often the device itself ran dry. */
interface MovableLine extends Line {
  stats(): LineStats & { xruns: number; buffer: number };
  /** To another latency, in seconds, with nothing lost; false where that was not to be had. */
  move(latency: number): Promise<boolean>;
}

/** Twice within so many ms is no accident any more. */
const AGAIN_WITHIN = 10_000;
/** Seconds; on two overloaded cores a device so patient has 0 to 2 gaps in 10 s, one of 8 ms 12 to 95. */
const MOST = 0.1;

/**
 * A line that begins as quick as its device can be, for a stop to be heard at once, and becomes more patient where the
 * device runs dry because the machine is too busy to serve it in time. `moved` hears each latency that it has gone
 * over to, in seconds.
 */
export function adaptiveLine(stream: MovableLine, clock: Clock, moved: (latency: number) => void): Line {
  let xruns = 0;
  let last = -Infinity;
  let moving = false;
  let closed = false;

  const move = async (latency: number) => {
    moving = true;
    // Where it does not work out, the next time that the device runs dry is the next chance.
    const done = await stream.move(latency).catch(() => false);
    moving = false;
    if (!done || closed) return;
    xruns = stream.stats().xruns;
    last = -Infinity;
    moved(latency);
  };

  return {
    write: (samples) => stream.write(samples),
    takeBack: (keep) => stream.takeBack(keep),
    end: () => stream.end(),
    flush: () => stream.flush(),
    volume: (gain) => stream.volume(gain),
    pause: () => stream.pause(),
    resume: () => stream.resume(),
    stats() {
      const stats = stream.stats();
      if (stats.xruns > xruns && !moving) {
        const now = clock.now();
        const again = stats.xruns > xruns + 1 || now - last < AGAIN_WITHIN;
        xruns = stats.xruns;
        last = now;
        if (again && stats.buffer < MOST) void move(Math.min(MOST, 2 * stats.buffer));
      }
      return stats;
    },
    close() {
      closed = true;
      stream.close();
    },
  };
}
