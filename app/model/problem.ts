/** What can go wrong, as a code that crosses every border; the renderer and the command line own the words. */
export type ProblemCode =
  // documents
  | 'file-not-found'
  | 'file-unreadable'
  | 'file-empty'
  | 'file-too-large'
  | 'file-type-unknown'
  | 'document-damaged'
  | 'document-encrypted'
  | 'password-needed'
  | 'password-wrong'
  | 'document-hostile'
  | 'document-too-complex'
  | 'document-without-text'
  // the speech service
  | 'address-unusable'
  | 'proxy-unusable'
  | 'service-unreachable'
  | 'service-timeout'
  | 'service-overloaded'
  | 'service-failed'
  | 'service-reply-unusable'
  | 'key-missing'
  | 'key-refused'
  | 'payment-required'
  | 'budget-reached'
  | 'access-refused'
  | 'rate-limited'
  | 'request-refused'
  | 'request-too-large'
  | 'model-unknown'
  | 'model-needs-endpoint'
  | 'voice-unknown'
  // recordings that are to be written down
  | 'audio-too-long'
  | 'audio-unsupported'
  // dictation
  | 'microphone-unavailable'
  | 'microphone-refused'
  | 'clipboard-changed'
  | 'recording-unknown'
  | 'recording-without-text'
  // the offline service
  | 'offline-service-failed'
  // sound
  | 'sound-unavailable'
  | 'sound-device-lost'
  // files and the library
  | 'destination-unwritable'
  | 'file-exists'
  | 'disk-full'
  | 'library-damaged'
  | 'library-in-use'
  | 'project-unknown'
  | 'import-unknown'
  | 'segment-unknown'
  | 'chapter-unknown'
  | 'block-unknown'
  | 'block-locked'
  | 'member-unknown'
  | 'edit-impossible'
  | 'nothing-to-narrate'
  | 'format-unknown'
  | 'export-settings'
  | 'cover-unknown'
  | 'table-empty'
  // a newer version
  | 'update-failed'
  // calls over the contract
  | 'call-unknown'
  | 'call-malformed'
  | 'host-gone'
  | 'window-unbuilt'
  | 'internal';

export interface ProblemOptions {
  /** Would the same request, unchanged, be worth another try? */
  retryable?: boolean;
  cause?: unknown;
  /** What a person needs in order to act (a limit, a name, a status); never text of theirs, never a key. */
  details?: Readonly<Record<string, string | number>>;
}

/** The one shape of a failure. `message` is for logs and developers: no text, key or payload in it. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly retryable: boolean;
  readonly details: Readonly<Record<string, string | number>>;

  constructor(code: ProblemCode, message: string, options: ProblemOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.details = options.details ?? {};
  }
}

/** A Problem without its stack and cause, as it crosses a process border. */
export interface PlainProblem {
  code: ProblemCode;
  message: string;
  retryable: boolean;
  details: Readonly<Record<string, string | number>>;
}

/** Any thrown value as a plain problem; what is not a Problem is ours to answer for: `internal`. */
export function plainProblem(thrown: unknown): PlainProblem {
  if (thrown instanceof Problem) {
    const { code, message, retryable, details } = thrown;
    return { code, message, retryable, details };
  }
  const message = thrown instanceof Error ? thrown.message : 'an unknown failure';
  return { code: 'internal', message, retryable: false, details: {} };
}

/** A plain problem from another process as a Problem that can be thrown here. */
export function revivedProblem(plain: PlainProblem): Problem {
  return new Problem(plain.code, plain.message, plain);
}

/** A wait that somebody cancelled is no problem; callers pass it on unchanged. */
export function isCancelled(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === 'AbortError';
}
