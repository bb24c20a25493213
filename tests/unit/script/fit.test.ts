import { expect, test } from 'vitest';
import type { ParagraphKind } from '../../../app/model/document.ts';
import type { Script, Segment } from '../../../app/model/script.ts';
import { newBlock } from '../../../app/script/edit/blocks.ts';
import { segmentsOf, segmentsOfBlock } from '../../../app/script/fit.ts';
import { PAUSES } from '../../../app/script/pauses.ts';
import { random } from '../pcm/random.ts';

const VOICE = { model: 'm', voice: 'v', language: 'en' };
const OPTIONS = { voice: VOICE, language: 'en', pauses: PAUSES };

function cut(text: string, comfortable: number, most: number, language: string | null = 'en'): Segment[] {
  return segmentsOfBlock({ ...newBlock('b'), place: 'a0', text }, 'c', {
    ...OPTIONS,
    fit: { comfortable, most },
    language,
  });
}
const spoken = (segments: Segment[]) => segments.map((segment) => segment.spoken);

/** Chapters of blocks; a block that starts with `#` is a heading. */
function script(...chapters: string[][]): Script {
  const kindOf = (text: string): ParagraphKind => (text.startsWith('#') ? 'heading' : 'text');
  return {
    title: '',
    author: null,
    language: 'en',
    cast: [],
    pronunciations: [],
    spelled: false,
    chapters: chapters.map((blocks, c) => ({
      id: `c${c}`,
      place: `a${c}`,
      title: '',
      role: 'body',
      included: true,
      blocks: blocks.map((text, b) => ({ ...newBlock(`c${c}b${b}`), place: `a${b}`, kind: kindOf(text), text })),
    })),
  };
}
const FIT = { comfortable: 40, most: 80 };
const NARRATING = { voice: VOICE, fit: () => FIT };

test('packs whole sentences and tells where each starts', () => {
  expect(cut('One is here. Two is there. Three is nowhere to be found.', 30, 60)).toEqual([
    {
      id: 'b/0',
      chapter: 'c',
      block: 'b',
      start: 0,
      end: 27,
      spoken: 'One is here. Two is there.',
      voice: VOICE,
      take: 0,
      sentences: [0, 13],
      pauseAfter: 250,
    },
    {
      id: 'b/1',
      chapter: 'c',
      block: 'b',
      start: 27,
      end: 56,
      spoken: 'Three is nowhere to be found.',
      voice: VOICE,
      take: 0,
      sentences: [27],
      pauseAfter: 0,
    },
  ]);
});

test('leaves no crumb at the end: the last two share evenly', () => {
  expect(spoken(cut('Aaaa aaaa. Bbbb bbbb. Cccc cccc. Dd.', 33, 60))).toEqual([
    'Aaaa aaaa. Bbbb bbbb.',
    'Cccc cccc. Dd.',
  ]);
});

test('an edit moves no segment before it', () => {
  const sentences = Array.from({ length: 40 }, (_, i) => `This is sentence number ${i}, as it was.`);
  const before = cut(sentences.join(' '), 120, 200);
  sentences[30] = 'This one has been mended and is a good deal longer than it was before.';
  const after = cut(sentences.join(' '), 120, 200);
  const changed = after.findIndex((segment) => !before.some(({ spoken }) => spoken === segment.spoken));
  expect(changed).toBe(10);
});

test('a sentence between comfortable and most stays whole', () => {
  const long = 'It is longer than would be comfortable but not beyond what can be said.';
  expect(spoken(cut(`Short. ${long} Short again.`, 40, 80))).toEqual(['Short.', long, 'Short again.']);
});

test('cuts an overlong sentence behind clauses, with a breath and no sentence start between', () => {
  const text = 'When the rain had stopped at last, the men came out; they looked around, and nobody spoke a word.';
  const segments = cut(text, 40, 60);
  expect(spoken(segments)).toEqual([
    'When the rain had stopped at last,',
    'the men came out; they looked around,',
    'and nobody spoke a word.',
  ]);
  expect(segments.map(({ pauseAfter }) => pauseAfter)).toEqual([PAUSES.clause, PAUSES.clause, 0]);
  expect(segments.map(({ start, sentences }) => sentences[0] === start && sentences.length)).toEqual([1, 1, 1]);
});

test('cuts between words where there is no clause, and between characters where there is no word', () => {
  expect(spoken(cut('aaaa bbbb cccc dddd eeee ffff', 10, 12))).toEqual(['aaaa bbbb', 'cccc dddd', 'eeee ffff']);
  expect(spoken(cut('abcdefghijklmnopqrstuvwxy', 10, 10))).toEqual(['abcdefghi', 'jklmnopq', 'rstuvwxy']);
});

test('never cuts a character that a reader sees as one', () => {
  const family = '👩‍👩‍👧‍👦';
  const segments = cut(`a${family.repeat(3)}b${'e\u0301'.repeat(9)}`, 12, 12);
  expect(spoken(segments).join('')).not.toMatch(/\ufffd/);
  for (const { spoken } of segments)
    expect(spoken).not.toMatch(/^[\p{M}\u200d]|\u200d$|[\ud800-\udbff]$|^[\udc00-\udfff]/u);
});

test('cuts East Asian clauses', () => {
  expect(spoken(cut('他走进房间，看了看四周，什么也没有说，然后离开了。', 14, 16, 'zh'))).toEqual([
    '他走进房间，看了看四周，',
    '什么也没有说，然后离开了。',
  ]);
});

test('says a text on one line without what is not seen', () => {
  expect(spoken(cut('  Two roads\n di\u00adverged\u200b in\u00a0a   wood.\t\ufeff', 100, 100))).toEqual([
    'Two roads diverged in a wood.',
  ]);
});

test('has nothing to say for an empty block, an ornament, or white space', () => {
  expect(['', '   ', '* * *', '———', '\u200b', '…'].flatMap((text) => cut(text, 100, 100))).toEqual([]);
});

test('pauses by what lies between', () => {
  const segments = segmentsOf(
    script(
      ['# One', 'Text that goes on. And on, until it is too long for one.', '# Between', 'More.', 'And more.'],
      ['Last.', '* * *', '', 'Very last.'],
    ),
    NARRATING,
  );
  expect(segments.map(({ id, pauseAfter }) => [id, pauseAfter])).toEqual([
    ['c0b0/0', PAUSES.heading],
    ['c0b1/0', PAUSES.sentence],
    ['c0b1/1', PAUSES.heading],
    ['c0b2/0', PAUSES.heading],
    ['c0b3/0', PAUSES.paragraph],
    ['c0b4/0', PAUSES.chapter],
    ['c1b0/0', PAUSES.scene],
    ['c1b3/0', 0],
  ]);
});

test('takes other pauses where asked', () => {
  const pauses = { ...PAUSES, paragraph: 1 };
  expect(segmentsOf(script(['One.', 'Two.']), NARRATING, { pauses })[0]!.pauseAfter).toBe(1);
});

test('leaves out what is not included, and pauses across it', () => {
  const three = script(['One.'], ['Two.'], ['Three.']);
  three.chapters[1]!.included = false;
  const segments = segmentsOf(three, NARRATING);
  expect(segments.map(({ spoken, pauseAfter }) => [spoken, pauseAfter])).toEqual([
    ['One.', PAUSES.chapter],
    ['Three.', 0],
  ]);
});

test('an edited block gives the same segments alone as within its script', () => {
  const whole = script(['# One', 'Text that goes on. And on, until it is too long for one.', 'More.']);
  const { id, blocks } = whole.chapters[0]!;
  const alone = segmentsOfBlock(blocks[1]!, id, { ...OPTIONS, fit: FIT });
  const within = segmentsOf(whole, NARRATING).filter((segment) => segment.block === blocks[1]!.id);
  expect(alone.map(({ pauseAfter: _, ...rest }) => rest)).toEqual(within.map(({ pauseAfter: _, ...rest }) => rest));
});

const INK = [...'abc éZ.!?,;: —-“”\n\u00a0中。，', ' ', ' ', ' ', ' and ', 'The ', '👩‍👧', 'e\u0301', '\u200b', '12'];

test('any text: every segment fits, speaks and lies behind the one before, and no letter is lost', () => {
  const next = random(3);
  for (let round = 0; round < 300; round++) {
    const text = Array.from({ length: next() * 200 }, () => INK[Math.floor(next() * INK.length)]).join('');
    const most = 15 + Math.floor(next() * 60);
    const comfortable = 10 + Math.floor(next() * (most - 9));
    const segments = cut(text, comfortable, most, ['en', 'zh', null][round % 3]!);
    const wrong = segments.filter(
      ({ id, start, end, spoken, sentences }, n) =>
        id !== `b/${n}` ||
        start < (segments[n - 1]?.end ?? 0) ||
        end <= start ||
        spoken.length > most ||
        !/[\p{L}\p{N}]/u.test(spoken) ||
        sentences[0] !== start ||
        sentences.some((at) => at < start || at >= end),
    );
    expect(wrong).toEqual([]);
    const letters = (written: string) => written.replace(/[^\p{L}\p{N}]/gu, '');
    expect(letters(spoken(segments).join(''))).toBe(letters(text));
  }
});

test('segments a book of 300,000 characters while one waits', () => {
  const paragraph =
    'It was, as Dr. Smith said, “a long way to go.” Nobody knew how far it was, or why they had left at all. ';
  const book = script(
    ...Array.from({ length: 30 }, () => Array.from({ length: 20 }, () => paragraph.repeat(5).trim())),
  );
  const started = performance.now();
  const segments = segmentsOf(book, { voice: VOICE, fit: () => ({ comfortable: 280, most: 500 }) });
  // 40 ms where nothing else runs.
  expect(performance.now() - started).toBeLessThan(3000);
  expect(segments.length).toBeGreaterThan(1000);
});

test('is quick with a block that has no end', () => {
  const started = performance.now();
  for (const unit of ['中', 'abcde ', ' ', 'a, ', '.', '\u0301']) cut(unit.repeat(50_000 / unit.length), 280, 500);
  expect(performance.now() - started).toBeLessThan(4000);
});

test('each block is spoken by its own voice, its speaker or the narrator, in the sizes of that one’s model', () => {
  const other = (model: string) => ({ model, voice: 'x', language: 'en' });
  const [chapter] = script(['One. Two.', 'One. Two.', 'One. Two.']).chapters;
  const [first, second, third] = chapter!.blocks;
  const blocks = [first!, { ...second!, speaker: 'tom' }, { ...third!, speaker: 'tom', voice: other('tiny') }];
  const cast = [{ id: 'tom', place: 'a', name: 'Tom', voice: other('big') }];
  const segments = segmentsOf(
    { ...script(), cast, chapters: [{ ...chapter!, blocks }] },
    { voice: VOICE, fit: (model) => (model === 'tiny' ? { comfortable: 5, most: 5 } : FIT) },
  );
  expect(segments.map(({ spoken, voice }) => [spoken, voice.model])).toEqual([
    ['One. Two.', 'm'],
    ['One. Two.', 'big'],
    ['One.', 'tiny'],
    ['Two.', 'tiny'],
  ]);
});

test('speech that was cut out of its paragraph follows after a breath, or a full stop’s pause', () => {
  const [chapter] = script(['“No,”', 'said Bo.', '“Not yet.”', 'He left.']).chapters;
  const blocks = chapter!.blocks.map((block, i) => ({ ...block, runsOn: i > 0 }));
  const segments = segmentsOf({ ...script(), chapters: [{ ...chapter!, blocks }] }, NARRATING);
  expect(segments.map(({ pauseAfter }) => pauseAfter)).toEqual([PAUSES.clause, PAUSES.sentence, PAUSES.sentence, 0]);
});

test('a take that was chosen holds for its text in its voice, and for no other', () => {
  const [chapter] = script(['One.']).chapters;
  const takes = [{ spoken: 'One.', voice: VOICE, take: 2 }];
  const take = (text: string, voice = VOICE) =>
    segmentsOf(
      { ...script(), chapters: [{ ...chapter!, blocks: [{ ...chapter!.blocks[0]!, text, takes }] }] },
      { ...NARRATING, voice },
    )[0]!.take;
  expect([take('One.'), take('Two.'), take('One.', { ...VOICE, voice: 'w' })]).toEqual([2, 0, 0]);
});
