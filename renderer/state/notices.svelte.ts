import { isCancelled, plainProblem } from '../../app/model/problem.ts';
import { explain } from '../../app/words/problems.ts';

/** Something that a person should know of, until they put it away. */
export interface Notice {
  id: number;
  happened: string;
  /** What is kept and what to do next. */
  advice: string;
  again: (() => void) | null;
  /** What the button that does `again` says. */
  offer: string;
  /** Is it trouble, or only worth knowing? */
  trouble: boolean;
}

/** More at once would hide the script behind its own troubles; the oldest goes first. */
const MOST = 3;

export class Notices {
  #list = $state.raw<readonly Notice[]>([]);
  #next = 0;

  get list(): readonly Notice[] {
    return this.#list;
  }

  /** Explains a failure; `again` is offered as a button. A cancelled wait says nothing. */
  problem(thrown: unknown, again: (() => void) | null = null): void {
    if (isCancelled(thrown)) return;
    const plain = plainProblem(thrown);
    // The banner already says so; only what can be sent again is worth a word of its own.
    if (plain.code === 'host-gone' && !again) return;
    const { happened, kept, next } = explain(plain);
    this.#add({ happened, advice: [kept, next].filter(Boolean).join(' '), again, offer: 'Try again', trouble: true });
  }

  tell(happened: string, advice = ''): void {
    this.#add({ happened, advice, again: null, offer: '', trouble: true });
  }

  /** Worth knowing, and no trouble. */
  say(happened: string, advice: string): void {
    this.#add({ happened, advice, again: null, offer: '', trouble: false });
  }

  /** Something was done, and can be taken back. */
  done(happened: string, undo: () => void): void {
    this.#add({ happened, advice: '', again: undo, offer: 'Undo', trouble: false });
  }

  #add(added: Omit<Notice, 'id'>): void {
    const { happened, advice, again } = added;
    const others = this.#list.filter((notice) => again || notice.happened !== happened || notice.advice !== advice);
    this.#list = [...others, { id: this.#next++, ...added }].slice(-MOST);
  }

  dismiss(id: number): void {
    this.#list = this.#list.filter((notice) => notice.id !== id);
  }

  /** Puts a notice away and does what it offers. */
  again(notice: Notice): void {
    this.dismiss(notice.id);
    notice.again?.();
  }
}
