import { Problem, type ProblemCode, type ProblemOptions } from '../../model/problem.ts';

export interface CallProblemOptions extends ProblemOptions {
  again?: boolean;
  wait?: number | null;
}

/**
 * A call to the service that failed. `retryable` tells a person whether another try is worth it; `again` is
 * stricter and tells the client whether it may try by itself, which can mean buying twice.
 */
export class CallProblem extends Problem {
  readonly again: boolean;
  /** How long the service asked to wait first, in ms; null where it did not say. */
  readonly wait: number | null;

  constructor(code: ProblemCode, message: string, options: CallProblemOptions = {}) {
    super(code, message, options);
    this.again = options.again ?? false;
    this.wait = options.wait ?? null;
  }
}
