/** One line of the table that `npm run bench` prints. */
export interface Figure {
  what: string;
  unit: string;
  lectern: number;
  /** Who was measured beside it in the same run, and what came out; null, with a reason, where nothing could. */
  peer?: { name: string; value: number } | { name: string; value: null; why: string };
  /** What it has to reach. Of a ratio to the peer, `Lectern / peer`. */
  target?: { of: 'lectern' | 'ratio'; least?: number; most?: number };
}

/** Hands a figure to the runner, or prints it where a bench runs by itself. */
export function report(figure: Figure): void {
  if (process.send) process.send(figure);
  else process.stdout.write(`${JSON.stringify(figure)}\n`);
}

/** A figure of ours with what each of some others came to; the target goes with ours. */
export function reportBeside(
  figure: Omit<Figure, 'peer'>,
  peers: readonly { name: string; value: number | null; why?: string }[],
): void {
  if (peers.length === 0) return report(figure);
  peers.forEach(({ name, value, why = 'failed' }, index) => {
    const { target, ...rest } = figure;
    const peer = value === null ? { name, value, why } : { name, value };
    report({ ...rest, peer, ...(index === 0 && target ? { target } : {}) });
  });
}

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

/** Null where there is nobody to compare with, or where neither of both did anything. */
export const ratioOf = ({ lectern, peer }: Figure): number | null =>
  !peer || peer.value === null || (lectern === 0 && peer.value === 0) ? null : lectern / peer.value;

/** Is the target reached? Null where there is none, or nobody to hold it against. */
export function isReached(figure: Figure): boolean | null {
  const { target, lectern } = figure;
  const value = target?.of === 'ratio' ? ratioOf(figure) : lectern;
  if (!target || value === null) return null;
  return value >= (target.least ?? -Infinity) && value <= (target.most ?? Infinity);
}

/** For a peer that fails: says why, and answers nothing. */
export function noFigure(failure: unknown): null {
  process.stderr.write(`${String(failure).split('\n')[0]}\n`);
  return null;
}
