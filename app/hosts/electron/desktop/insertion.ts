import type { Delivery } from '../../../model/dictation.ts';
import { Problem } from '../../../model/problem.ts';
import type { Pasting, Programs } from './pasting.ts';

/** What insertion does with a clipboard. */
export interface Pasteboard {
  read(): Promise<string>;
  write(text: string): Promise<void>;
  /** Keeps what is on it; answers how to put it back, null where there is nothing or it cannot be kept. */
  keep(): Promise<(() => Promise<void>) | null>;
}

export interface InsertionNeeds {
  clipboard: Pasteboard;
  /** Null where the platform has no way. */
  pasting: Pasting | null;
  programs: Programs;
  /** Gives the focus back to where a person types. */
  leave(): Promise<void>;
}

/**
 * Pastes a text where a person types. `inserted` is said, and the clipboard given back, only where the text is known to
 * have been taken: a clipboard that is given back too soon would have the old text pasted in its place. Otherwise
 * `copied`, and the text stays on it. What somebody else copies meanwhile is never overwritten: where the text is then neither
 * known to be there nor on the clipboard, that is the Problem `clipboard-changed`.
 */
export async function insert(text: string, { clipboard, pasting, programs, leave }: InsertionNeeds): Promise<Delivery> {
  const giveBack = await clipboard.keep();
  await clipboard.write(text);
  if (!pasting) return 'copied';
  await leave();
  const ours = async () => same(await clipboard.read(), text);
  if (!(await ours())) throw changed();
  const witness = await pasting.witness(text, programs);
  try {
    // Whoever witnesses may have owned the clipboard for a moment.
    if (!(await ours())) throw changed();
    const send = () => pasted(pasting, programs);
    let taken = false;
    if (witness) taken = await witness.sees(send);
    else await send();
    const still = await ours();
    if (!taken && !still) throw changed();
    if (still && taken && giveBack) await giveBack();
    // A witness that owned the clipboard takes what it held along.
    else if (still && witness) await clipboard.write(text);
    return taken ? 'inserted' : 'copied';
  } finally {
    witness?.end();
  }
}

async function pasted({ keys }: Pasting, { run }: Programs): Promise<boolean> {
  for (const command of keys) if ((await run(command)) !== null) return true;
  return false;
}

/** Systems write the ends of lines in their own way. */
const same = (one: string, other: string) => one.replaceAll('\r\n', '\n') === other.replaceAll('\r\n', '\n');

const changed = () => new Problem('clipboard-changed', 'the clipboard was changed before its text could be pasted');
