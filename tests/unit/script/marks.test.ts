import { expect, test } from 'vitest';
import type { Document, NoteMark } from '../../../app/model/document.ts';
import { marksIn, withMarks } from '../../../app/script/marks.ts';

/** A document of one paragraph, with marks where its text has `|sign|`. */
function documentOf(written: string, language: string | null = 'en'): Document {
  const marks: NoteMark[] = [];
  let text = '';
  for (const [index, piece] of written.split('|').entries()) {
    if (index % 2 === 0) text += piece;
    else marks.push({ at: text.length, sign: piece });
  }
  const chapters: Document['chapters'] = [{ title: 'One', role: 'body', paragraphs: [{ kind: 'text', text, marks }] }];
  return { title: 'T', author: null, language, chapters };
}
const spoken = (written: string, language?: string | null) =>
  withMarks(documentOf(written, language), 'spoken').chapters[0]!.paragraphs;

test.each([
  ['A wick|1| burned', 'A wick (note 1) burned'],
  ['A wick |a|burned', 'A wick (note a) burned'],
  ['It burned.|12| Then', 'It burned (note 12). Then'],
  ['“It burned!”|*| Then', '“It burned (note)!” Then'],
  ['One,|1||2| two', 'One (note 1) (note 2), two'],
  ['|†|One', '(note) One'],
  ['First line|1|\nsecond', 'First line (note 1)\nsecond'],
])('%s is told as %s', (written, told) => {
  expect(spoken(written)).toEqual([{ kind: 'text', text: told }]);
});

test('the word for a note is that of the paragraph, else that of the document', () => {
  expect(spoken('Der Docht|1| brannte', 'de-at')[0]!.text).toBe('Der Docht (Anmerkung 1) brannte');
  const document = documentOf('Der Docht|1| brannte');
  document.chapters[0]!.paragraphs[0]!.language = 'es';
  expect(withMarks(document, 'spoken').chapters[0]!.paragraphs[0]!.text).toBe('Der Docht (nota 1) brannte');
  expect(spoken('灯をともした。|1|', 'ja')[0]!.text).toBe('灯をともした (注 1)。');
});

test('removed, marks change nothing; they are counted either way', () => {
  const document = documentOf('A wick|1| burned.|2|');
  expect(withMarks(document, 'removed')).toBe(document);
  expect([marksIn(document), marksIn(withMarks(document, 'spoken'))]).toEqual([2, 0]);
});
