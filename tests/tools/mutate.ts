import { Archive } from '../../app/document/archive.ts';
import { defaultLimits } from '../../app/document/limits.ts';
import { zip } from './zip.ts';

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export type Chance = () => number;

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const below = (chance: Chance, most: number) => Math.floor(chance() * most);
const pick = <Item>(chance: Chance, items: readonly Item[]): Item => items[below(chance, items.length)]!;

/** What files of these kinds give meaning to: marks, numbers at their edges, words that lead elsewhere. */
const odd = [
  '<',
  '>',
  '&',
  '</',
  '<!--',
  ']]>',
  '<![CDATA[',
  '&#0;',
  '&#x110000;',
  '&x;',
  '"',
  "'",
  '\0',
  '\ufffe',
  '\\',
  '{',
  '}',
  '{\\*',
  '\\bin99999999 ',
  '\\u-32768?',
  "\\'ff",
  '-->',
  '00:00:00,000 --> ',
  '![](',
  '[^1]:',
  '```',
  '|',
  '\u202e',
  '\ud800',
  '65536',
  '-1',
  '4294967295',
  'NaN',
  '1e309',
  'http://127.0.0.1:9/',
  'file:///etc/passwd',
  '../../../../etc/passwd',
  'xml:lang="',
  'rowspan="999999999"',
  'colspan="999999999"',
  'text:c="999999999"',
  'obj',
  'endobj',
  'stream',
  '/Length 999999999',
  '/Kids [1 0 R]',
  '<script>',
  '<table><tr><td>',
  '<w:p>',
  '<text:p>',
];

/** A file that was good, made worse in one to eight places; `others` lend pieces of theirs. */
export async function mutated(good: Buffer, others: readonly Buffer[], chance: Chance): Promise<Buffer> {
  const isArchive = good.subarray(0, 2).toString('latin1') === 'PK';
  if (isArchive && chance() < 0.8) return mutatedArchive(good, chance);
  return mutatedBytes(good, others, chance);
}

function mutatedBytes(good: Buffer, others: readonly Buffer[], chance: Chance): Buffer {
  let bytes = Buffer.from(good);
  for (let times = 1 + below(chance, 8); times > 0; times--) {
    const at = below(chance, bytes.length);
    const length = 1 + below(chance, Math.min(4_000, bytes.length));
    const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
    const other = pick(chance, others);
    const from = below(chance, other.length);
    const change: readonly (() => Buffer)[] = [
      () => (bytes.fill(below(chance, 256), at, Math.min(at + 1 + below(chance, 4), bytes.length)), bytes),
      () => Buffer.concat([before, after.subarray(length)]),
      () => Buffer.concat([before, Buffer.from(pick(chance, odd)), after]),
      () =>
        Buffer.concat([before, ...Array<Buffer>(1 + below(chance, 200)).fill(Buffer.from(pick(chance, odd))), after]),
      () => Buffer.concat([before, after.subarray(0, length), after]),
      () => Buffer.concat([before, other.subarray(from, from + length), after]),
      () => before,
    ];
    bytes = Buffer.from(pick(chance, change)());
    if (bytes.length === 0) return Buffer.from('x');
  }
  return bytes;
}

/** Changes what is in the entries, where a change of the archive's bytes would only be told as damage. */
async function mutatedArchive(good: Buffer, chance: Chance): Promise<Buffer> {
  const entries = await entriesOf(good);
  const texts = entries.filter(({ path }) => /\.(xml|rels|x?html|opf|ncx)$/.test(path));
  for (let times = 1 + below(chance, 3); times > 0; times--) {
    const entry = pick(chance, texts.length > 0 && chance() < 0.95 ? texts : entries);
    if (entry.data.length === 0) continue;
    if (chance() < 0.5) entry.data = rearranged(entry.data, chance);
    else
      entry.data = mutatedBytes(
        entry.data,
        entries.map(({ data }) => data).filter((data) => data.length > 0),
        chance,
      );
  }
  if (chance() < 0.05) entries.splice(below(chance, entries.length), 1);
  return zip(entries.map((entry) => ({ ...entry, deflate: entry.path !== 'mimetype' })));
}

/** Takes elements out, twice in, or into each other many times, with tags left whole. */
function rearranged(data: Buffer, chance: Chance): Buffer {
  const tags = data.toString('utf8').split(/(?=<)/);
  const at = below(chance, tags.length);
  const some = tags.slice(at, at + 1 + below(chance, 30));
  const change: readonly (() => string[])[] = [
    () => tags.toSpliced(at, some.length),
    () =>
      tags.toSpliced(
        at,
        0,
        ...Array<string[]>(1 + below(chance, 300))
          .fill(some)
          .flat(),
      ),
    () => tags.toSpliced(at, 0, ...Array<string>(below(chance, 5_000)).fill(some[0]!)),
    () => tags.toSpliced(below(chance, tags.length), 0, ...some),
  ];
  return Buffer.from(pick(chance, change)().join(''));
}

const unpacked = new WeakMap<Buffer, { path: string; data: Buffer }[]>();

async function entriesOf(good: Buffer): Promise<{ path: string; data: Buffer }[]> {
  let known = unpacked.get(good);
  if (!known) {
    const { mkdtemp, rm, writeFile } = await import('node:fs/promises');
    const folder = await mkdtemp('/tmp/lectern-mutate-');
    await writeFile(`${folder}/a.zip`, good);
    const archive = await Archive.open(`${folder}/a.zip`, defaultLimits);
    const paths = [...archive.paths];
    known = await Promise.all(paths.map(async (path) => ({ path, data: Buffer.from(await archive.read(path)) })));
    archive.close();
    await rm(folder, { recursive: true });
    unpacked.set(good, known);
  }
  return known.map((entry) => ({ ...entry }));
}
