import { expect, test } from 'vitest';
import { withParts } from '../../../app/document/parts.ts';
import { roleOf } from '../../../app/document/roles.ts';
import type { Chapter } from '../../../app/model/document.ts';

const chapter = (title: string, ...texts: string[]): Chapter => ({
  title,
  role: 'body',
  paragraphs: texts.map((text) => ({ kind: 'text', text })),
});

test('parts are known by their titles in many languages', () => {
  const roles = (titles: string) => titles.split('|').map((title) => roleOf('', title));
  expect(roles('Impressum|Mentions légales|Portada|奥付|Выходные данные')).toEqual(Array(5).fill('front'));
  expect(roles('Inhaltsverzeichnis|Table des matières|Índice|目次|Оглавление|المحتويات')).toEqual(
    Array(6).fill('contents'),
  );
  expect(roles('Anmerkungen|Notes de bas de page|Notas|脚注|Примечания|Endnotes')).toEqual(Array(6).fill('notes'));
  expect(
    roles('Literaturverzeichnis|Bibliographie|Índice alfabético|参考文献|Список литературы|9. References'),
  ).toEqual(Array(6).fill('back'));
  expect(roles('The Index Finger|Notes from Underground|Der Inhalt der Kiste|Chapter 9')).toEqual(Array(4).fill(null));
});

test('a copyright page without a title is known by what it says', () => {
  const imprint = chapter('Book', 'Copyright © 2026 Ruth Calder', 'ISBN 978-0-00-000000-2', 'All rights reserved.');
  const essay = chapter('On rights', 'All rights reserved is what it says on the door.');
  expect(withParts([imprint, essay]).map(({ role }) => role)).toEqual(['front', 'body']);
  expect(withParts([imprint]).map(({ role }) => role)).toEqual(['body']);
});

test('a list of the chapters is a table of contents, whatever it is called', () => {
  const list = chapter('What is in it', 'One . . . . 3', 'TWO', 'Three 17', 'An epigraph');
  const chapters = [list, chapter('One', 'a'), chapter('Two', 'b'), chapter('Three', 'c')];
  expect(withParts(chapters).map(({ role }) => role)).toEqual(['contents', 'body', 'body', 'body']);
});
