import { expect, test } from 'vitest';
import type { ListeningPlace, PlayerState } from '../../../app/model/player.ts';
import { createPlaces } from '../../../app/store/places.ts';
import { Problem } from '../../../app/model/problem.ts';
import { followedWords, keepPlace, segmentAt } from '../../../app/studio/following.ts';
import { segmentOf } from '../../tools/narration.ts';
import { openedDatabase } from '../store/open.ts';

const segment = (block: string, start: number, end: number, sentences: number[]) => ({
  ...segmentOf(0),
  ...{ id: `${block}/${start}`, block, start, end, sentences },
});
const chapters = [{ blocks: ['a', 'ornament', 'b'].map((id) => ({ id })) }] as never;
const segments = [segment('a', 0, 100, [0, 40]), segment('a', 100, 160, [100, 130]), segment('b', 0, 50, [0, 20])];

test.each([
  ['a', 0, { from: 0, sentence: 0 }],
  ['a', 45, { from: 0, sentence: 1 }],
  ['a', 140, { from: 1, sentence: 1 }],
  ['ornament', 7, { from: 2, sentence: 0 }],
  ['b', 20, { from: 2, sentence: 1 }],
  ['gone', 5, { from: 0, sentence: 0 }],
])('a place in block %s at %i is found', (block, at, found) => {
  expect(segmentAt(segments, chapters, { block, at })).toEqual(found);
});

const spot = { chapter: 'c', block: 'b', segment: 'b/0', start: 20, end: 50 };
const state = (phase: 'playing' | 'paused', position: number): PlayerState => ({
  ...{ phase, project: 'p', position, length: 60 },
  spot: { ...spot, start: position },
});

test('where a person listens is noted every few seconds, at once where they pause, and forgotten at the end', () => {
  const noted: (ListeningPlace | null)[] = [];
  let now = 0;
  const hear = keepPlace({ of: () => null, keep: (_, place) => noted.push(place) }, () => now);
  hear(state('playing', 1));
  now = 3_000;
  hear(state('playing', 4));
  hear(state('paused', 4));
  now = 9_000;
  hear(state('playing', 10));
  hear({ phase: 'idle' });
  hear({ phase: 'idle' });
  hear(state('playing', 59.5));
  hear({ phase: 'idle' });
  expect(noted.map((place) => place && place.at)).toEqual([1, 4, 10, 10, null]);
});

test('a place that a full disk has no room for is no reason to stop', () => {
  const full = () => {
    throw new Problem('disk-full', 'no room');
  };
  const hear = keepPlace({ of: () => null, keep: full }, () => 0);
  expect(() => hear(state('playing', 1))).not.toThrow();
});

test('a place is kept with its project, and gone with it', () => {
  const database = openedDatabase();
  const places = createPlaces(database);
  database.run(
    "INSERT INTO projects (id, title, model, voice, voice_language, changed) VALUES ('p', '', '', '', '', 0)",
  );
  places.keep('p', { block: 'b', at: 3 });
  places.keep('gone', { block: 'b', at: 3 });
  expect([places.of('p'), places.of('gone')]).toEqual([{ block: 'b', at: 3 }, null]);
  places.keep('p', null);
  expect(places.of('p')).toBe(null);
});

test('words are told where they stand in the text, also those that are said otherwise', () => {
  const text = 'In 1871 she left.';
  const one = { ...segmentOf(0), start: 0, end: text.length };
  const said = [
    { word: 'in', start: 0, end: 2, from: 0, to: 0.2 },
    { word: 'seventy', start: 12, end: 19, from: 0.6, to: 1 },
    { word: 'um', start: 24, end: 24, from: 1, to: 1.1 },
    { word: 'left', start: 28, end: 32, from: 1.3, to: 1.6 },
  ];
  const words = followedWords({ words: () => said }, () => ({
    ...{ text, language: 'en' },
    reading: { rules: [], spelled: true },
  }));
  expect(words(one).map(({ start, end }) => text.slice(start, end))).toEqual(['In', '1871', 'left']);
});
