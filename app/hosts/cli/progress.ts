import { clock, money } from '../../words/figures.ts';

interface Progress {
  segments: number;
  done: number;
  /** Seconds still to go, or null while nobody can tell. */
  remaining: number | null;
  /** US dollars still to be spent; null where no price is known. */
  toPay: number | null;
}

/** On a terminal a redrawn line; elsewhere, as in a log, a new line for every tenth that is done. */
export function progressLine(out: NodeJS.WriteStream): { show(progress: Progress): void; end(): void } {
  let tenth = -1;
  let drawn = false;
  return {
    show({ segments, done, remaining, toPay }) {
      const left = remaining === null ? '' : `, ${clock(remaining)} to go`;
      const cost = toPay ? `, ${money(toPay)} to pay` : '';
      const line = `${done} of ${segments} segments${left}${cost}`;
      if (out.isTTY) {
        out.write(`\r\x1b[K${line}`);
        drawn = true;
      } else if (Math.floor((done * 10) / segments) > tenth) {
        tenth = Math.floor((done * 10) / segments);
        out.write(`${line}\n`);
      }
    },
    end() {
      if (drawn) out.write('\r\x1b[K');
      drawn = false;
    },
  };
}
