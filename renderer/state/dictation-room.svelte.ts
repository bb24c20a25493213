import { createContext } from 'svelte';
import { connect } from '../../app/ipc/connect.ts';
import type { Api } from '../../app/ipc/shapes.ts';
import type { Bridge } from '../bridge.ts';
import type { Link } from '../socket.ts';
import { Dictating } from './dictating.svelte.ts';
import { Notices } from './notices.svelte.ts';
import { Recordings } from './recordings.svelte.ts';

/** Everything behind the window of dictation. */
export class DictationRoom {
  readonly notices = new Notices();
  readonly dictating: Dictating;
  readonly recordings: Recordings;
  /** Tells of changes to what is set for the whole app. */
  readonly changed: Api['app']['changed'];
  #link = $state.raw<Link>('connecting');

  constructor(bridge: Bridge) {
    const { app, dictation } = connect(bridge.wire);
    this.changed = app.changed;
    this.dictating = new Dictating(dictation, this.notices);
    this.recordings = new Recordings(dictation, (file) => bridge.lend(file), this.notices);
    bridge.watch((link) => {
      const back = link === 'open' && this.#link === 'lost';
      this.#link = link;
      if (back) void this.load();
    });
  }

  /** Is the app behind the window gone? */
  get lost(): boolean {
    return this.#link === 'lost';
  }

  async load(): Promise<void> {
    await Promise.all([this.dictating.load(), this.recordings.load()]);
  }
}

export const [useRoom, provideRoom] = createContext<DictationRoom>();
