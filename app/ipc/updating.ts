import * as v from 'valibot';
import type { UpdateState } from '../model/update.ts';
import { command, event, replies } from './shapes.ts';

const nothing = v.undefined();

/** What a window may ask about a newer Lectern. Each step is a person's own; where it makes no sense, nothing happens. */
export const updating = {
  state: command(nothing, replies<UpdateState>()),
  /** Asks now. What comes of it arrives as `changed`. */
  check: command(nothing, replies<void>()),
  download: command(nothing, replies<void>()),
  cancel: command(nothing, replies<void>()),
  /** Ends the app, and starts the new one. */
  install: command(nothing, replies<void>()),
  /** Puts away what is said of it. */
  dismiss: command(nothing, replies<void>()),
  choose: command(v.object({ automatic: v.boolean() }), replies<void>()),
  changed: event<UpdateState>(),
};
