import type { Change, History } from './edit.ts';
import type { Script, Voice } from './script.ts';

/** A row of the library. */
export interface ProjectSummary {
  id: string;
  title: string;
  author: string | null;
  /** ms since 1970, UTC. */
  changed: number;
}

/** A script with the voice of its narrator. */
export interface Project extends ProjectSummary {
  /** Grows by one with every change. */
  revision: number;
  script: Script;
  voice: Voice;
}

/** A project with what may be taken back in it. */
export interface OpenedProject extends Project {
  history: History;
}

/** What a window needs in order to show a step that was made, taken back or taken up again. */
export interface Step {
  revision: number;
  change: Change;
  history: History;
}

/** What a script comes to as a whole, and chapter by chapter, by their ids. */
export interface DocumentEstimate extends Estimate {
  chapters: Record<string, Estimate>;
}

/** What a script comes to, counted over what is included. */
export interface Estimate {
  segments: number;
  characters: number;
  /** Length when spoken at the field's usual 990 characters a minute. */
  seconds: number;
  /** US dollars at the catalogue's prices for what is missing; null where one of them is not published. */
  cost: number | null;
  /** Segments that are not made yet. */
  missing: number;
}
