/** One line of the table that `npm run bench` prints. */
export interface Figure {
  what: string;
  unit: string;
  lectern: number;
  /** Who was measured beside it in the same run, and what came out. */
  peer?: { name: string; value: number };
  /** What it has to reach. Of a ratio to the peer, `Lectern / peer`. */
  target?: { of: 'lectern' | 'ratio'; least?: number; most?: number };
}

/** Hands a figure to the runner, or prints it where a bench runs by itself. */
export function report(figure: Figure): void {
  if (process.send) process.send(figure);
  else process.stdout.write(`${JSON.stringify(figure)}\n`);
}

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

export const ratioOf = ({ lectern, peer }: Figure): number | null => (peer ? lectern / peer.value : null);

/** Is the target reached? Null where there is none. */
export function isReached(figure: Figure): boolean | null {
  const { target, lectern } = figure;
  if (!target) return null;
  const value = target.of === 'ratio' ? (ratioOf(figure) ?? NaN) : lectern;
  return value >= (target.least ?? -Infinity) && value <= (target.most ?? Infinity);
}
