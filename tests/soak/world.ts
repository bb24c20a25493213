import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from '../../app/ipc/shapes.ts';
import { Problem } from '../../app/model/problem.ts';
import type { Feed } from '../tools/feed.ts';
import type { App } from './app.ts';
import type { Ledger } from './ledger.ts';

/** What people do and see of the app, whichever of its lives it is in. */
export interface World {
  /** The app as it lives now. */
  app(): App;
  ledger: Ledger;
  /** Evenly in [0, 1). */
  chance: () => number;
  feed: Feed;
  /** Nobody begins anything any more. */
  over: AbortSignal;
}

/** Somebody at work until the world is over, and what must be true of their work whenever the app has started. */
export interface Person {
  work(): Promise<void>;
  check?(): Promise<void>;
  /** Ends what they had begun, once the world is over and well again. */
  finish?(): Promise<void>;
}

/** Failures of ours for which there is no sentence: none of them may be met. */
const NAMELESS: ReadonlySet<string> = new Set(['internal', 'call-unknown', 'call-malformed']);

/** What the app answers, or the code of the Problem; a failure without a name is a broken rule. */
export async function ask<Value>(
  { app, ledger }: Pick<World, 'app' | 'ledger'>,
  call: (api: Api) => Promise<Value>,
): Promise<{ value: Value } | { code: string }> {
  try {
    return { value: await call(app().api) };
  } catch (thrown) {
    // Whatever a dead app's sockets say, it comes to this.
    const code = thrown instanceof Problem ? thrown.code : 'host-gone';
    ledger.problems.set(code, (ledger.problems.get(code) ?? 0) + 1);
    if (NAMELESS.has(code)) ledger.break('every failure has a name', `${code}: ${(thrown as Error).message}`);
    return { code };
  }
}

/** The same, where nobody minds what went wrong. */
export async function got<Value>(
  world: Pick<World, 'app' | 'ledger'>,
  call: (api: Api) => Promise<Value>,
): Promise<Value | undefined> {
  const reply = await ask(world, call);
  return 'value' in reply ? reply.value : undefined;
}

/** Waits between two bounds, in seconds, or until the world is over. */
export async function pause({ chance, over }: World, least: number, most: number): Promise<void> {
  await sleep(1_000 * (least + chance() * (most - least)), undefined, { signal: over }).catch(() => undefined);
}

export const pick = <Item>({ chance }: Pick<World, 'chance'>, items: readonly Item[]): Item =>
  items[Math.floor(chance() * items.length)]!;

const WORDS =
  'river garden winter letter harbour candle meadow window morning silver market cottage island thunder lantern orchard summer bridge valley mirror'.split(
    ' ',
  );
let told = 0;

/** A sentence that nobody has said before. */
export function newSentence(): string {
  const n = told++;
  const [one, two, three, four] = [n % 20, Math.floor(n / 20) % 20, Math.floor(n / 400) % 20, Math.floor(n / 8_000)];
  return `The ${WORDS[one]} and the ${WORDS[two]} by the ${WORDS[three]} were ${WORDS[four]} again.`;
}
