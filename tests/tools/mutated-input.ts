import type { Chance } from './mutate.ts';

const of = <Item>(items: readonly Item[], chance: Chance): Item => items[Math.floor(chance() * items.length)]!;

/** An array in an array, and so on: deep enough to end a careless recursion. */
const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as unknown;

/** What no honest window sends, each as JSON has it. */
const HOSTILE: readonly (() => unknown)[] = [
  ...[null, true, false, '', ' ', 0, -1, 1, -0.5, 1e308, 2 ** 53, [], {}, [[]], [null]].map((value) => () => value),
  ...['__proto__', 'constructor', 'toString', '../../etc/passwd', '/etc/passwd', '\\\\host\\share', 'C:\\con'],
  ...['\0', '\ud800', '\u202egnp.exe', '%00', '${7*7}', "'; DROP TABLE project; --", '<script>alert(1)</script>'],
  ...['9'.repeat(400), 'NaN', 'a'.repeat(100_000), '🇩🇪'.repeat(1_000), 'file:///etc/passwd'],
].map((value) => (typeof value === 'function' ? value : () => value));
const LARGE: readonly (() => unknown)[] = [
  () => nested(1_000),
  () => Array.from({ length: 10_000 }, (_, at) => at),
  () => Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`key${at}`, at])),
];
/** As own properties, which is how JSON.parse has them. */
const NAMES = ['__proto__', 'constructor', 'prototype', 'toJSON', 'then', 'length', 'id', 'type', ''];

const hostile = (chance: Chance): unknown => (chance() < 0.02 ? of(LARGE, chance) : of(HOSTILE, chance))();

/** An input made worse in one to three places; the same for the same chances. The input itself stays as it is. */
export function mutatedInput(input: unknown, chance: Chance): unknown {
  if (chance() < 0.1) return hostile(chance);
  let worse = structuredClone(input);
  for (let times = 1 + Math.floor(chance() * 3); times > 0; times--) worse = changed(worse, chance);
  return worse;
}

function changed(value: unknown, chance: Chance): unknown {
  if (Array.isArray(value)) return changedArray(value, chance);
  if (typeof value === 'object' && value !== null) return changedObject(value as Record<string, unknown>, chance);
  if (typeof value === 'number' && chance() < 0.5) return value * of([-1, 0.5, 2, 1e9], chance);
  return hostile(chance);
}

function changedArray(value: unknown[], chance: Chance): unknown {
  if (value.length === 0) return hostile(chance);
  const at = Math.floor(chance() * value.length);
  const doubled = [...value, ...value];
  const deeper = value.with(at, changed(value[at], chance));
  return of([value.toSpliced(at, 1), doubled, deeper, deeper], chance);
}

function changedObject(value: Record<string, unknown>, chance: Chance): unknown {
  const names = Object.keys(value);
  const name = of(names, chance);
  const kind = chance();
  if (kind < 0.1 || name === undefined) return hostile(chance);
  if (kind < 0.25) return Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
  if (kind < 0.4) {
    const more = Object.fromEntries(Object.entries(value));
    Object.defineProperty(more, of(NAMES, chance), { value: hostile(chance), enumerable: true, writable: true });
    return more;
  }
  return { ...value, [name]: changed(value[name], chance) };
}
