import { describe, expect, test } from 'vitest';
import { isPhantom } from '../../../app/dictation/phantom.ts';
import { DictatedText } from '../../../app/dictation/text.ts';
import { joinedText, vocabularyOf, vocabularyText, worded } from '../../../app/dictation/wording.ts';

describe('text that comes in pieces', () => {
  const fresh = () => new DictatedText((text) => text);

  test('each partial replaces the last one, and what is settled only grows', () => {
    const text = fresh();
    const seen: string[] = [];
    const look = () => seen.push(`${text.settled}|${text.open}`);
    text.partial('1', 'Wreck');
    look();
    text.partial('1', 'Recognise');
    look();
    text.completed('1', 'Recognise speech.');
    look();
    text.partial('2', 'And');
    look();
    expect(seen).toEqual(['|Wreck', '|Recognise', 'Recognise speech.|', 'Recognise speech.| And']);
  });

  test('an item that becomes final out of its order waits for the one before, and latecomers change nothing', () => {
    const text = fresh();
    text.partial('1', 'One');
    text.completed('2', 'Two.');
    expect([text.settled, text.open, text.pending]).toEqual(['', 'One Two.', true]);
    text.completed('1', 'One.');
    text.partial('1', 'On');
    text.completed('1', 'Once.');
    expect([text.settled, text.open, text.pending]).toEqual(['One. Two.', '', false]);
  });

  test('an interruption takes back what was open, and nothing else', () => {
    const text = fresh();
    text.completed('1', 'One.');
    text.partial('2', 'Tw');
    text.take({ type: 'interrupted', problem: null! });
    expect([text.all, text.pending]).toEqual(['One.', false]);
  });
});

describe('what nobody said', () => {
  test.each([
    ['Thank you.', 100, true],
    ['Thank you.', 600, false],
    ['Thanks for watching!', 200, true],
    ['Thank you for the letter.', 200, false],
    ['', 2_000, true],
    ['♪', 2_000, true],
    ['ご視聴ありがとうございました', 100, true],
    ['Lectern, Kokoro, Orpheus', 200, true],
    ['Lectern, Kokoro, Orpheus', 2_000, false],
    ['Stop.', 40, false],
  ])('%j after %i ms of speech: %s', (text, voiced, phantom) => {
    expect(isPhantom(text, voiced, ['Lectern', 'Kokoro', 'Orpheus'])).toBe(phantom);
  });
});

describe('what is written for what is heard', () => {
  const plain = { replacements: [], spokenPunctuation: false };
  test.each([
    ['the lektern is', [{ from: 'Lektern', to: 'Lectern' }], 'the Lectern is'],
    [
      'new york, new',
      [
        { from: 'new', to: 'old' },
        { from: 'new york', to: 'NYC' },
      ],
      'NYC, old',
    ],
    ['cat catalogue', [{ from: 'cat', to: 'dog' }], 'dog catalogue'],
    [
      'a b',
      [
        { from: 'a', to: 'b' },
        { from: 'b', to: 'a' },
      ],
      'b a',
    ],
    ['c++ is', [{ from: 'c++', to: 'C++' }], 'C++ is'],
    ['costs it', [{ from: 'it', to: '$& $1' }], 'costs $& $1'],
  ])('%j', (text, replacements, written) => {
    expect(worded(text, { ...plain, replacements })).toBe(written);
  });

  test.each([
    ['Dear Ann comma how are you question mark', 'Dear Ann, how are you?'],
    ['Dear Ann, comma, new line thank you.', 'Dear Ann,\nThank you.'],
    ['first full stop new paragraph second', 'first.\n\nSecond'],
    ['Punkt eins Doppelpunkt zwei', '. Eins: zwei'],
    ['the comma is a comma', 'the, is a,'],
  ])('spoken signs: %j', (text, written) => {
    expect(worded(text, { ...plain, spokenPunctuation: true })).toBe(written);
    expect(worded(text, plain)).toBe(text);
  });

  test('texts are joined as their scripts and signs want it', () => {
    expect([
      joinedText('One.', 'Two'),
      joinedText('One', ', two'),
      joinedText('One\n', 'two'),
      joinedText('一二。', '三'),
    ]).toEqual(['One. Two', 'One, two', 'One\ntwo', '一二。三']);
  });

  test('a vocabulary is read back as it was written, and as other programs write it', () => {
    const words = ['Lectern', 'Kokoro'];
    const replacements = [{ from: 'lektern', to: 'Lectern' }];
    expect(vocabularyOf(vocabularyText(words, replacements))).toEqual({ words, replacements });
    expect(vocabularyOf('\uFEFF# names\r\nAnn\r\n\r\nan,Ann\r\nbee\tBea')).toEqual({
      ...{
        words: ['Ann'],
        replacements: [
          { from: 'an', to: 'Ann' },
          { from: 'bee', to: 'Bea' },
        ],
      },
    });
  });
});
