export interface RefusalOptions {
  /** The field that is at fault. */
  param?: string;
  /** One of the codes that Together documents, where it has one for this. */
  code?: string;
  /** Where the status alone does not tell it. */
  type?: string;
  headers?: Readonly<Record<string, string>>;
}

/** What is said instead of what was asked for, in the shape of Together's `ErrorData` (OpenAPI of audio/speech). */
export class Refusal extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly #options: RefusalOptions;

  constructor(status: number, message: string, options: RefusalOptions = {}) {
    super(message);
    this.status = status;
    this.headers = options.headers ?? {};
    this.#options = options;
  }

  toJSON(): { error: { message: string; type: string; param: string | null; code: string | null } } {
    const { param = null, code = null } = this.#options;
    const type = this.#options.type ?? (this.status < 500 ? 'invalid_request_error' : 'server_error');
    return { error: { message: this.message, type, param, code } };
  }
}

/** What went wrong inside, as a reply that tells nothing of the inside. */
export const refusalOf = (thrown: unknown): Refusal =>
  thrown instanceof Refusal ? thrown : new Refusal(500, 'The service failed at this.');
