import { expect, test } from 'vitest';
import { openStory } from './window.ts';

test('the voice that is chosen goes to the narrator, to somebody of the cast, or to marked paragraphs', async () => {
  const { studio } = await openStory();
  const { casting, project } = studio;
  const voice = (name: string) => ({ model: 'lectern/flite', voice: name, language: 'en-us' });
  await casting.give(voice('kal'));
  expect(project.voice).toEqual(voice('kal'));

  await casting.add('Tom');
  const [tom] = project.cast;
  expect(tom).toMatchObject({ name: 'Tom', voice: voice('kal') });
  casting.choose({ kind: 'member', id: tom!.id });
  await casting.give(voice('rms'));
  const [first, second] = project.chapters[0]!.blocks;
  casting.marked = [first!, second!];
  await casting.mark({ speaker: tom!.id });
  expect([casting.voiceOf(first!), project.speeches.get(tom!.id)]).toEqual([voice('rms'), 2]);

  casting.choose({ kind: 'marked' });
  casting.marked = [second!];
  await casting.give(voice('slt'));
  casting.marked = [first!, second!];
  expect([casting.voiceOf(second!), casting.voice]).toEqual([voice('slt'), null]);

  casting.choose({ kind: 'member', id: tom!.id });
  await casting.dismiss(tom!);
  expect([casting.target, casting.voiceOf(first!)]).toEqual([{ kind: 'narrator' }, voice('kal')]);
});
