import { expect, test } from 'vitest';
import type { CastMember } from '../../../../app/model/script.ts';
import { foundDialogue } from '../../../../app/script/dialogue/find.ts';
import { newBlock } from '../../../../app/script/edit/blocks.ts';

const member = (name: string): CastMember => ({
  ...{ id: name.toLowerCase(), place: 'a', name },
  voice: { model: 'm', voice: 'v', language: 'en' },
});

function found(
  texts: string[],
  { language = 'en', cast = [] as CastMember[], speakers = {} as Record<number, string> } = {},
) {
  const blocks = texts.map((text, i) => ({ ...newBlock(`b${i}`), place: `a${i}`, text, speaker: speakers[i] ?? null }));
  const chapter = { id: 'c', place: 'a', title: '', role: 'body', included: true, blocks } as const;
  const script = { title: '', author: null, language, cast, chapters: [chapter] };
  return foundDialogue(script as never).map(({ block, start, end, name, reason, told }) => ({
    said: texts[Number(block.slice(1))]!.slice(start, end),
    ...{ name, reason, told },
  }));
}
const who = (texts: string[], options = {}) =>
  found(texts, options).map(({ said, name, reason }) => [said, name, reason]);

test('a tag behind or before a speech tells whose it is', () => {
  expect(found(['“Where to?” said Tom. “Home.”', 'Mary asked, “Now?”', '“No,” the old captain growled.'])).toEqual([
    { said: '“Where to?”', name: 'Tom', reason: 'tag', told: 'said Tom' },
    { said: '“Home.”', name: 'Tom', reason: 'tag', told: '' },
    { said: '“Now?”', name: 'Mary', reason: 'tag', told: 'Mary asked,' },
    { said: '“No,”', name: 'The old captain', reason: 'tag', told: 'the old captain growled' },
  ]);
});

test('straight quotes, single quotes, guillemets, low quotes and corner brackets are read alike', () => {
  expect(who(['"Go," said Ann.'])).toEqual([['"Go,"', 'Ann', 'tag']]);
  expect(who(["'Don't go,' said Ann. It was the boys' boat."])).toEqual([["'Don't go,'", 'Ann', 'tag']]);
  expect(who(['„Wohin?“, fragte Anna.'], { language: 'de' })).toEqual([['„Wohin?“,', 'Anna', 'tag']]);
  expect(who(['»Nach Hause«, sagte Tom.'], { language: 'de' })).toEqual([['»Nach Hause«,', 'Tom', 'tag']]);
  expect(who(['« Où vas-tu ? » demanda Marie.'], { language: 'fr' })).toEqual([['« Où vas-tu ? »', 'Marie', 'tag']]);
  expect(who(['「行こう。」'], { language: 'ja' })).toEqual([['「行こう。」', null, 'none']]);
});

test('speech behind dashes leaves out what tells who speaks', () => {
  expect(who(['—Hola —dijo Tomás—. ¿Qué tal?'], { language: 'es' })).toEqual([
    ['—Hola ', 'Tomás', 'tag'],
    ['. ¿Qué tal?', 'Tomás', 'tag'],
  ]);
  expect(who(['— Bonjour, dit Jean. Ça va ?'], { language: 'fr' })).toEqual([
    ['— Bonjour,', 'Jean', 'tag'],
    [' Ça va ?', 'Jean', 'tag'],
  ]);
});

test('two who talk take turns, a pronoun is a guess, and narration ends the turns', () => {
  expect(
    who(['“A?” said Tom.', '“B,” said Mary.', '“C.”', '“D.”', '“E,” he said.', 'A long silence fell.', '“F.”']),
  ).toEqual([
    ['“A?”', 'Tom', 'tag'],
    ['“B,”', 'Mary', 'tag'],
    ['“C.”', 'Tom', 'turn'],
    ['“D.”', 'Mary', 'turn'],
    ['“E,”', 'Tom', 'pronoun'],
    ['“F.”', null, 'none'],
  ]);
});

test('a speech without a closing quote goes on in the next paragraph', () => {
  expect(who(['“It was long ago,” said Tom. “We sailed.', '“Then we came home.”'])).toEqual([
    ['“It was long ago,”', 'Tom', 'tag'],
    ['“We sailed.', 'Tom', 'tag'],
    ['“Then we came home.”', 'Tom', 'goes-on'],
  ]);
});

test('a word in quotes is no speech, and what was cast already is left alone', () => {
  expect(found(['The so-called “harbour” was a ditch.'])).toEqual([]);
  const cast = [member('Tom')];
  expect(who(['“A.”', '“B,” said Mary.', '“C.”'], { cast, speakers: { 0: 'tom' } })).toEqual([
    ['“B,”', 'Mary', 'tag'],
    ['“C.”', 'Tom', 'turn'],
  ]);
});

test('a short name is the longer one where only one has it', () => {
  const cast = [member('Tom Sawyer')];
  expect(who(['“A,” said Tom.'], { cast })).toEqual([['“A,”', 'Tom Sawyer', 'tag']]);
  expect(who(['“A,” said Tom Sawyer.', '“B,” said Tom Jones.', '“C,” said Tom.'])[2]![1]).toBe('Tom');
});
