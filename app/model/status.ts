import type { ServiceName, SpeechModel } from './catalog.ts';
import type { Language } from './language.ts';
import type { PlainProblem } from './problem.ts';

/** What runs beside the app and ended by itself: it was begun again, and its work done anew. */
export type MendedPart = 'voices' | 'reader' | 'encoder';

/** What the whole window needs to know about the app it is a window of. */
export interface AppStatus {
  version: string;
  host: 'electron' | 'web' | 'cli';
  /** Of the interface, where a person chose one; null for the system's. */
  language: Language | null;
  service: ServiceName;
  /** Is there a key? The key itself never crosses the contract. */
  keyed: boolean;
  /** Where a key may be put by hand, as a path or the name of a variable. */
  keyPlace: string;
  /** Null where the loudspeaker works; otherwise why the clock plays silently instead. */
  sound: PlainProblem | null;
  models: SpeechModel[];
}
