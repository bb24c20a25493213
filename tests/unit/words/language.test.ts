import type { Runtime } from 'wuchale/runtime';
import { afterEach, expect, test } from 'vitest';
import { count, duration, listed, money, number } from '../../../app/words/figures.ts';
import { type Catalogue, lookUp, speak } from '../../../app/words/language.ts';

const german: Catalogue = {
  texts: {
    'Give {0} to {1}': '{1} {0} geben',
    'A key is in <0/>.': 'In <0/> liegt ein Schlüssel.',
    '# page\n# pages': '# Seite\n# Seiten',
    'Not yet translated': '',
    'Open\nthe state': 'Geöffnet',
  },
  form: (number) => number !== 1,
};
// The build writes texts where wuchale has numbers.
const look = lookUp as unknown as ((text: string, values?: unknown[]) => string) & {
  c(text: string): unknown;
  p(text: string): string[];
};

afterEach(() => speak('en', null));

test('a text is looked up in the language that is spoken, with what goes into it where that language wants it', () => {
  speak('de', german);
  expect(look('Give {0} to {1}', ['das', 'Tam'])).toBe('Tam das geben');
  expect(look.c('A key is in <0/>.')).toEqual(['In ', [0], ' liegt ein Schlüssel.']);
  expect(look('Open\nthe state')).toBe('Geöffnet');
});

test('what has no translation is shown in English, as is everything where that is spoken', () => {
  speak('de', german);
  expect([look('Not yet translated'), look('New {0}', [1]), look('Shut\nthe state')]).toEqual([
    'Not yet translated',
    'New 1',
    'Shut',
  ]);
  expect(look.p('# place\n# places')).toEqual(['# place', '# places']);
  speak('en', null);
  expect(look('Give {0} to {1}', ['it', 'Tam'])).toBe('Give it to Tam');
});

test('numbers, money and lists are written as the language writes them', () => {
  speak('de', german);
  const { p: rule } = (lookUp as Runtime)._;
  expect(count(4210, look.p('# page\n# pages'), rule)).toBe('4.210 Seiten');
  expect(count(1, look.p('# page\n# pages'), rule)).toBe('1 Seite');
  expect([number(1.5, 2), listed(['a', 'b'])]).toEqual(['1,50', 'a und b']);
  expect(money(1.2)).toBe('1,20\u00a0$');
  speak('ar', german);
  expect(duration(65)).toBe('1 min');
  expect(number(4210)).toBe('4,210');
});
