import type { Script, Voice } from './script.ts';

/** A row of the library. */
export interface ProjectSummary {
  id: string;
  title: string;
  author: string | null;
  /** ms since 1970, UTC. */
  changed: number;
}

/** A script with the voice that speaks it. */
export interface Project extends ProjectSummary {
  script: Script;
  voice: Voice;
}

/** What a script comes to, counted over what is included. */
export interface Estimate {
  segments: number;
  characters: number;
  /** Length when spoken at the field's usual 990 characters a minute. */
  seconds: number;
  /** US dollars at the catalogue's price, without what is cached; null where no price is published. */
  cost: number | null;
}
