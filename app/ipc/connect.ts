import * as v from 'valibot';
import { type PlainProblem, Problem, revivedProblem } from '../model/problem.ts';
import { contract } from './contract.ts';
import type { Api } from './shapes.ts';
import { newsShape, type Wire } from './wire.ts';

interface Waiting {
  resolve(value: unknown): void;
  reject(problem: Problem): void;
}

/**
 * The contract as seen from a window: each command a function that answers or throws a Problem, each event a
 * subscription. When the wire closes, every open call fails with `host-gone`, and so does every later one.
 */
export function connect(wire: Wire): Api {
  const waiting = new Map<number, Waiting>();
  const listeners = new Map<string, Set<(value: unknown) => void>>();
  let next = 0;
  let gone = false;

  wire.receive((message) => {
    const news = v.safeParse(newsShape, message);
    if (!news.success) return;
    if ('event' in news.output) {
      listeners.get(news.output.event)?.forEach((listener) => listener((news.output as { value?: unknown }).value));
      return;
    }
    const call = waiting.get(news.output.id);
    waiting.delete(news.output.id);
    if ('problem' in news.output) call?.reject(revivedProblem(news.output.problem as PlainProblem));
    else call?.resolve(news.output.value);
  });
  wire.closed(() => {
    gone = true;
    for (const call of waiting.values()) call.reject(hostGone());
    waiting.clear();
  });

  const ask = (call: string) => (input?: unknown) =>
    new Promise((resolve, reject: (problem: Problem) => void) => {
      if (gone) return reject(hostGone());
      const id = next++;
      waiting.set(id, { resolve, reject });
      wire.send({ id, call, input });
    });
  const listen = (event: string) => (listener: (value: unknown) => void) => {
    const set = listeners.get(event) ?? new Set();
    listeners.set(event, set.add(listener));
    return () => set.delete(listener);
  };
  return Object.fromEntries(
    Object.entries(contract).map(([group, members]) => [
      group,
      Object.fromEntries(
        Object.entries(members).map(([name, entry]) => [
          name,
          (entry.kind === 'event' ? listen : ask)(`${group}.${name}`),
        ]),
      ),
    ]),
  ) as unknown as Api;
}

const hostGone = () => new Problem('host-gone', 'the app behind this window has stopped');
