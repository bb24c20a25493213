import { expect, test } from 'vitest';
import type { Pronunciation } from '../../../../app/model/pronunciation.ts';
import { pronounced } from '../../../../app/script/spoken/pronounce.ts';
import { Rewriting } from '../../../../app/script/spoken/rewriting.ts';

const rule = (written: string, spoken: string, more: Partial<Pronunciation> = {}): Pronunciation => ({
  ...{ id: written, written, spoken, wholeWord: true, matchCase: false, language: null },
  ...more,
});
const said = (text: string, rules: Pronunciation[], language: string | null = 'en-gb') =>
  pronounced(Rewriting.of(text), rules, language).text;

test('a rule is for whole words unless it says otherwise, in any alphabet', () => {
  expect(said('CIA, ciao, CIA2, éCIA', [rule('CIA', 'C I A')])).toBe('C I A, ciao, CIA2, éCIA');
  expect(said('precast', [rule('cast', 'kahst', { wholeWord: false })])).toBe('prekahst');
});

test('case counts only where it is to', () => {
  const polish = rule('Polish', 'POH-lish', { matchCase: true });
  expect(said('Polish polish', [polish])).toBe('POH-lish polish');
  expect(said('Ångström ÅNGSTRÖM', [rule('ångström', 'ong-strum')])).toBe('ong-strum ong-strum');
});

test('the longest rule wins, then the first; and what was put in is not looked at again', () => {
  const rules = [
    rule('New York', 'Noo Yawk'),
    rule('new york city', 'York'),
    rule('York', 'never'),
    rule('york', 'no'),
  ];
  expect(said('New York City, New York, York', rules)).toBe('York, Noo Yawk, never');
});

test('a rule of a language is for its texts, of any country, and for no text of unknown language', () => {
  const rules = [rule('read', 'red', { language: 'en' })];
  expect([
    said('read', rules),
    said('read', rules, 'en'),
    said('read', rules, 'eng'),
    said('read', rules, null),
  ]).toEqual(['red', 'red', 'read', 'read']);
});

test('either apostrophe is meant by both, a space by any, and signs by themselves', () => {
  const rules = [
    rule("O'Neil", 'oh neel'),
    rule('et al', 'and others'),
    rule('C++', 'see plus plus', { wholeWord: false }),
  ];
  expect(said('O’Neil et  al. on C++', rules)).toBe('oh neel and others. on see plus plus');
});
