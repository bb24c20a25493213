import type { Handlers, Sources } from '../../../app/ipc/shapes.ts';
import type { UpdateState, Updating } from '../../../app/model/update.ts';
import { createNews } from '../../../app/studio/news.ts';

/** A newer version, as far as a test tells of one. */
export class FakeUpdates {
  readonly #news = createNews<UpdateState>();
  state: UpdateState = { phase: 'unavailable', automatic: false };
  readonly sources: Sources['update'] = { changed: this.#news.listen };

  tell(changed: Updating | { automatic: boolean }): void {
    this.state = { ...this.state, ...changed } as UpdateState;
    this.#news.tell(this.state);
  }

  readonly handlers: Handlers['update'] = {
    state: () => this.state,
    check: () => this.tell({ phase: 'checking' }),
    download: () => this.state.phase === 'found' && this.tell({ ...this.state, phase: 'loading', share: 0 }),
    cancel: () => undefined,
    install: () => undefined,
    dismiss: () => this.tell({ phase: 'idle' }),
    choose: ({ automatic }) => this.tell({ automatic }),
  } as Handlers['update'];
}
