import { expect, test } from 'vitest';
import { wordPlacer } from '../../../../app/together/speech/words.ts';
import { random } from '../../pcm/random.ts';

/** Where each reported word was found in the text, as the text has it; batches are separated by `|`. */
function found(text: string, reported: string): string[] {
  const place = wordPlacer(text);
  return reported
    .split(' | ')
    .flatMap((batch) => place(batch.split(' ').map((word, i) => ({ word, from: i, to: i + 1 }))))
    .map(({ start, end }) => text.slice(start, end));
}
const same = (text: string, reported = text) => found(text, reported);

test.each([
  ['plain words', 'One two three.', 'One two three', ['One', 'two', 'three']],
  ['case, accents and punctuation', '“Élan,” he said—twice!', 'elan HE said, twice', ['Élan', 'he', 'said', 'twice']],
  ['apostrophes', 'Don’t. It’s o’clock', "don't it's o'clock", ['Don’t', 'It’s', 'o’clock']],
  ['hyphens', 'A well-known fact', 'a well-known fact', ['A', 'well-known', 'fact']],
  ['words in two', 'A well-known fact', 'a well known fact', ['A', 'well', 'known', 'fact']],
  ['repeats', 'the the the end', 'the the the end', ['the', 'the', 'the', 'end']],
  ['repeats in batches', 'to be or not to be', 'to be or | not to | be', ['to', 'be', 'or', 'not', 'to', 'be']],
  ['a number', 'In 1984 he', 'in nineteen eighty four he', ['In', '1984', '1984', '1984', 'he']],
  ['a number, word by word', 'In 1984 he', 'in | nineteen | eighty | four | he', ['In', '1984', '1984', '1984', 'he']],
  ['a sum', 'It cost $5.50 there', 'it cost five dollars fifty there', ['It', 'cost', '5', '5', '50', 'there']],
  ['an abbreviation', 'Dr. Smith', 'doctor smith', ['Dr', 'Smith']],
  ['a word that is not there', 'Yes no', 'yes uh no', ['Yes', '', 'no']],
  ['words that are left out', 'one [1] two', 'one two', ['one', 'two']],
  ['Chinese, by letters and by words', '你好世界', '你 好 世界', ['你', '好', '世界']],
  ['nothing but signs', 'So … what', 'so … what', ['So', '', 'what']],
] as const)('%s', (_, text, reported, expected) => {
  expect(found(text, reported)).toEqual(expected);
});

test('a sentence that was left out is passed over, whether words come together or one by one', () => {
  const text = 'It began. Nobody was there to see it at all, not even the cat. Then it went on for years.';
  const said = 'It began Then it went on for years';
  for (const reported of [said, said.split(' ').join(' | ')]) {
    expect(found(text, reported).slice(-3)).toEqual(['on', 'for', 'years']);
  }
});

test('times and the service’s own writing are kept', () => {
  const [word] = wordPlacer('Fifty 50')([{ word: 'Fifty!', from: 0.25, to: 0.75 }]);
  expect(word).toEqual({ word: 'Fifty!', start: 0, end: 5, from: 0.25, to: 0.75 });
});

test('places never run backwards and stay in the text, whatever is reported', () => {
  const vocabulary = ['the', 'a', 'cat', '12', 'twelve', 'Dr.', 'well-known', '日本', '…', 'sat'];
  for (let seed = 1; seed <= 300; seed++) {
    const next = random(seed);
    const some = (count: number) =>
      Array.from({ length: count }, () => vocabulary[Math.floor(next() * vocabulary.length)]!);
    const text = some(30).join(' ');
    const place = wordPlacer(text);
    let behind = 0;
    for (let batch = 0; batch < 8; batch++) {
      for (const { start, end } of place(some(Math.floor(next() * 7)).map((word) => ({ word, from: 0, to: 0 })))) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThanOrEqual(start);
        expect(end).toBeLessThanOrEqual(text.length);
        expect(end).toBeGreaterThanOrEqual(behind);
        behind = end;
      }
    }
  }
});

test('a text that is reported as it stands is found as it stands, in batches of any size', () => {
  const words = 'it was the best of times it was the worst of times it was the age of wisdom'.split(' ');
  for (let size = 1; size <= words.length; size++) {
    const batches = Array.from({ length: Math.ceil(words.length / size) }, (_, i) =>
      words.slice(i * size, (i + 1) * size).join(' '),
    );
    expect(same(words.join(' '), batches.join(' | '))).toEqual(words);
  }
});
