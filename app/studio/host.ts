import type { Delivery, Shortcut } from '../model/dictation.ts';
import type { ProxyWish } from '../model/network.ts';
import type { Release } from '../model/update.ts';

/** A file that a person picked or dropped; `name` is what they know it by. */
export interface LentFile {
  path: string;
  name: string;
}

/** Where the key is kept. It goes in and stays in. */
export interface Secrets {
  /** The key, or null. */
  read(): Promise<string | null>;
  write(key: string): Promise<void>;
  forget(): Promise<void>;
  /** As a person finds it: a path, or the name of a variable. */
  readonly place: string;
}

/** The offline speech service, running in a process of its own. */
export interface SpeechService {
  /** `http://127.0.0.1:<port>`, without `/v1`. */
  readonly url: string;
  /** Settles when the process has ended, whoever ended it. */
  readonly ended: Promise<void>;
  /** Lets it wind up what it is at, for two seconds at most. */
  stop(): Promise<void>;
  /** Ends it at once, for it hangs: it would not hear that it is to stop. */
  kill(): void;
}

/** What the desktop does for dictation. */
export interface Desktop {
  /** Has these keys heard wherever a person is, in the place of those before; answers those that somebody else has. */
  hear(keys: readonly Shortcut[]): Shortcut[];
  /** Puts a text where a person types. Throws the Problem `clipboard-changed`. */
  insert(text: string): Promise<Delivery>;
}

/** Where newer versions of the app come from. Nobody is asked before a person says so. */
export interface Updates {
  /**
   * The newest one, or null where this is it, or where it is not yet offered to everybody; asked for by the way that
   * somebody wishes. Throws `update-failed`.
   */
  check(way: ProxyWish): Promise<Release | null>;
  /** Fetches what `check` found. Throws `update-failed`, or the signal's AbortError. */
  download(tell: (share: number) => void, signal: AbortSignal, way: ProxyWish): Promise<void>;
  /** Winds the app up, puts the new one in its place and starts that. */
  install(): void;
}

/** How the machine gets to other ones. */
export interface Roads {
  /** Can files that find a proxy (PAC) be followed? */
  readonly pac: boolean;
  /** The proxy on the way to an address, or null for none. Throws the Problem `proxy-unusable`. */
  proxyFor(address: URL, wish: ProxyWish): Promise<URL | null>;
}

/** What was noted by `log`. */
export interface Records {
  /** As a person finds it. */
  readonly place: string;
  /** The last lines, oldest first; none where there is no log yet. */
  last(lines: number): Promise<string[]>;
  /** A text without what tells who uses this machine. */
  anonymous(text: string): string;
}

/** What a host lends to the studio; the only way in which the studio learns where it runs. */
export interface Host {
  readonly name: 'electron' | 'web' | 'cli';
  readonly version: string;
  /** Folder for the library, takes and settings; made when missing. */
  readonly data: string;
  /** Together's API with `/v1`; another one where a person set it. */
  readonly baseUrl: string;
  readonly secrets: Secrets;
  /** Entry of the worker that reads documents. */
  readonly documentWorker: URL;
  /** Entry of the worker that encodes exports. */
  readonly encodingWorker: URL;
  /** The compiled sound binding; it may be missing. */
  readonly soundBinding: URL;
  /** At a port of 127.0.0.1, 0 for any. Throws the Problem `offline-service-failed`. */
  startSpeechService(port: number): Promise<SpeechService>;
  /** The file that a ticket stands for, or null where the ticket is unknown or spent. */
  redeem(ticket: string): LentFile | null;
  /** Where a new file may go, or null where the person chose nothing. `suggested` is a bare file name. */
  destination(suggested: string): Promise<string | null>;
  /** Shows a file where the person keeps files. */
  reveal(path: string): Promise<void>;
  /** Asks the system, and the person where it has to, whether the microphone may be used; left out where nobody minds. */
  microphoneAllowed?(): Promise<boolean>;
  /** Left out where the app is met in a browser or on a command line. */
  readonly desktop?: Desktop;
  /** Left out where the app does not renew itself. */
  readonly updates?: Updates;
  readonly records: Records;
  readonly roads: Roads;
  /** Ids, counts and durations only; never text, never a key. */
  log(event: string, numbers?: Readonly<Record<string, string | number>>): void;
}
