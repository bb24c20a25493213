import type { Link } from '../socket.ts';

/** How the window stands with its app. */
export class Connection {
  #link = $state.raw<Link>('connecting');
  readonly #redial: () => void;

  constructor(redial: () => void) {
    this.#redial = redial;
  }

  get link(): Link {
    return this.#link;
  }

  /** Returns true when the link came back after it had been lost. */
  take(link: Link): boolean {
    const back = link === 'open' && this.#link === 'lost';
    this.#link = link;
    return back;
  }

  retry(): void {
    this.#redial();
  }
}
