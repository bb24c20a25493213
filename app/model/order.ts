import type { SkipUnit } from './player.ts';

/** A document that somebody else than the window's page chose, by the ticket that stands for it. */
export interface HandedDocument {
  ticket: string;
  /** What the person knows it by. */
  name: string;
}

/** What a menu or the desktop asks of the window; each is one of the window's own verbs. */
export type Order =
  | { do: 'import'; documents: HandedDocument[] }
  | { do: 'export' }
  | { do: 'settings' }
  /** Its page had crashed and is there again. */
  | { do: 'revived' }
  /** Plays, pauses or goes on. */
  | { do: 'toggle' }
  | { do: 'skip'; by: 1 | -1; unit: SkipUnit }
  /** A step faster (1) or slower (-1). */
  | { do: 'hurry'; by: 1 | -1 };
