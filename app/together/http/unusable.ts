import { CallProblem, type CallProblemOptions } from './call-problem.ts';

/** A reply that came, and cannot be used. `got` names what it turned out to be. */
export function unusable(what: string, details: { got: string }, options: CallProblemOptions = {}): CallProblem {
  return new CallProblem('service-reply-unusable', `the service sent ${what}`, { ...options, details });
}
