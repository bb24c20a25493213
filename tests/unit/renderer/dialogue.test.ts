import { expect, test } from 'vitest';
import type { Api } from '../../../app/ipc/shapes.ts';
import type { FoundSpeech } from '../../../app/model/dialogue.ts';
import type { CastMember } from '../../../app/model/script.ts';
import { Dialogue } from '../../../renderer/state/dialogue.svelte.ts';

const voice = (name: string) => ({ model: 'm', voice: name, language: 'en' });
const tom: CastMember = { id: 't', place: 'a', name: 'Tom', voice: voice('deep') };
const speech = (block: string, name: string | null, reason: FoundSpeech['reason']): FoundSpeech => ({
  ...{ block, start: 0, end: 5, name, reason, told: '' },
});

async function looked(found: FoundSpeech[], cast = [tom]) {
  const dialogue = new Dialogue(
    () => cast,
    (number) => voice(`free ${number}`),
  );
  await dialogue.find({ dialogue: () => Promise.resolve(found) } as unknown as Api['script'], 'p', []);
  return dialogue;
}

test('what the text says is ticked, a guess is not, and one who is unknown cannot be', async () => {
  const dialogue = await looked([
    speech('a', 'Tom', 'tag'),
    speech('b', 'Ann', 'turn'),
    speech('c', null, 'none'),
    speech('d', 'Ann', 'goes-on'),
  ]);
  expect(dialogue.lines.map(({ ticked }) => ticked)).toEqual([true, false, false, true]);
  dialogue.tick(dialogue.lines, true);
  expect(dialogue.lines.map(({ ticked }) => ticked)).toEqual([true, true, false, true]);
  dialogue.assign(dialogue.lines[2]!, 'Tom');
  expect(dialogue.chosen).toHaveLength(4);
});

test('all that is ticked is one edit: who is new comes into the cast with the voice that was chosen', async () => {
  const dialogue = await looked([speech('a', 'tom', 'tag'), speech('a', 'Ann', 'tag'), speech('b', 'Bo', 'turn')]);
  expect(dialogue.speakers.map(({ name, member, voice }) => [name, member?.id ?? null, voice.voice])).toEqual([
    ['tom', 't', 'deep'],
    ['Ann', null, 'free 0'],
    ['Bo', null, 'free 1'],
  ]);
  dialogue.setVoice('Ann', voice('high'));
  expect(dialogue.edit(() => 'new')).toEqual({
    type: 'cast-parts',
    members: [{ id: 'new', name: 'Ann', voice: voice('high') }],
    blocks: [
      {
        block: 'a',
        parts: [
          { start: 0, end: 5, speaker: 't' },
          { start: 0, end: 5, speaker: 'new' },
        ],
      },
    ],
  });
  dialogue.tick(dialogue.lines, false);
  expect(dialogue.edit(() => 'new')).toBeNull();
});
