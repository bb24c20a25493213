import { expect, test } from 'vitest';
import type { ParagraphKind } from '../../../../app/model/document.ts';
import type { Script } from '../../../../app/model/script.ts';
import { buildScript } from '../../../../app/script/build.ts';
import { applied, inverse, type Work } from '../../../../app/script/edit/change.ts';
import { changeOf } from '../../../../app/script/edit/edit.ts';
import { updateOf } from '../../../../app/script/edit/update.ts';

const voice = { model: 'm', voice: 'v', language: 'en' };

/** A script of chapters such as `One: a b c`; ids begin with `letter`. */
function scriptOf(letter: string, ...chapters: string[]): Script {
  let ids = 0;
  const kind: ParagraphKind = 'text';
  return buildScript(
    {
      ...{ title: 'T', author: null, language: 'en' },
      chapters: chapters.map((chapter) => {
        const [title = '', texts = ''] = chapter.split(': ');
        return { title, role: 'body', paragraphs: texts.split(' ').map((text) => ({ kind, text })) };
      }),
    },
    () => `${letter}${ids++}`,
  );
}

const workOf = (...chapters: string[]): Work => ({ script: scriptOf('o', ...chapters), voice });
const edited = (work: Work, ...edits: Parameters<typeof changeOf>[1][]) =>
  edits.reduce(
    (done, edit, index) =>
      applied(
        done,
        changeOf(done, edit, () => `e${index}`),
      ),
    work,
  );
const shown = ({ script }: Work) =>
  script.chapters.map(({ id, title, blocks }) => `${id} ${title}: ${blocks.map((b) => `${b.id}=${b.text}`).join(' ')}`);

test('what stayed the same keeps its id, what is new gets one, and what is gone goes', () => {
  const work = workOf('One: a b c', 'Two: d e');
  const updated = applied(work, updateOf(work, scriptOf('n', 'One: a B c', 'New: x', 'Two: d')));
  expect(shown(updated)).toEqual(['o0 One: o1=a n2=B o3=c', 'n4 New: n5=x', 'o4 Two: o5=d']);
});

test('a passage that moved to another chapter stays who it is, with its marks', () => {
  const work = edited(workOf('One: a b', 'Two: c'), { type: 'mark-blocks', blocks: ['o2'], marks: { pause: 900 } });
  const updated = applied(work, updateOf(work, scriptOf('n', 'One: a', 'Three: b c')));
  expect(shown(updated)).toEqual(['o0 One: o1=a', 'n2 Three: o2=b o4=c']);
  expect(updated.script.chapters[1]?.blocks[0]?.pause).toBe(900);
});

test('of equal passages each is found once, those of the same chapter first', () => {
  const work = workOf('One: yes', 'Two: yes no yes');
  const updated = applied(work, updateOf(work, scriptOf('n', 'One: x', 'Two: yes no yes yes yes')));
  expect(shown(updated)).toEqual(['o0 One: n1=x', 'o2 Two: o3=yes o4=no o5=yes o1=yes n7=yes']);
});

test('a paragraph whose speech was given to a speaker is still the same one', () => {
  const one = workOf('One: a');
  const block = { ...one.script.chapters[0]!.blocks[0]!, text: 'Yes, she said.' };
  const chapters = [{ ...one.script.chapters[0]!, blocks: [block] }];
  const cast = edited(
    { ...one, script: { ...one.script, chapters } },
    { type: 'cast-member', member: { id: 'm', name: 'Maren', voice } },
    { type: 'cast-parts', members: [], blocks: [{ block: 'o1', parts: [{ start: 0, end: 4, speaker: 'm' }] }] },
  );
  const newer = { ...one.script, chapters: [{ ...chapters[0]!, id: 'n0', blocks: [{ ...block, id: 'n1' }] }] };
  expect(updateOf(cast, newer)).toEqual({ front: null, cast: [], pronunciations: [], chapters: [], blocks: [] });
});

test('a locked passage that the newer version does not have stays behind what it followed', () => {
  const locked = edited(workOf('One: a b', 'Two: c'), {
    ...{ type: 'mark-blocks', blocks: ['o2', 'o4'] },
    marks: { locked: true },
  });
  const updated = applied(locked, updateOf(locked, scriptOf('n', 'One: a z')));
  expect(shown(updated)).toEqual(['o0 One: o1=a o2=b o4=c n2=z']);
});

test('ticks and names are those of the newer version, and all of it is taken back as one', () => {
  const work = workOf('One: a b', 'Two: c');
  const newer = { ...scriptOf('n', 'Two: c d', 'One: b a'), title: 'Second edition' };
  newer.chapters[0]!.included = false;
  const change = updateOf(work, newer);
  const updated = applied(work, change);
  expect([updated.script.title, updated.script.chapters[0]?.included]).toEqual(['Second edition', false]);
  expect(shown(updated)).toEqual(['o3 Two: o4=c n2=d', 'o0 One: o2=b o1=a']);
  expect(applied(updated, inverse(change))).toEqual(work);
});

test('the same version again changes nothing', () => {
  const work = workOf('One: a a b', 'Two: c', 'Two: c');
  expect(updateOf(work, scriptOf('n', 'One: a a b', 'Two: c', 'Two: c'))).toEqual({
    ...{ front: null, cast: [], pronunciations: [], chapters: [], blocks: [] },
  });
});
