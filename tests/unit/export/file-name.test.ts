import { expect, test } from 'vitest';
import { fileName } from '../../../app/export/names/file-name.ts';

test.each([
  ['The River & the Road', 'The River & the Road'],
  ['Der Bär – ein Märchen', 'Der Bär – ein Märchen'],
  ['老人と海', '老人と海'],
  ['either/or', 'either or'],
  ['C:\\books\\one', 'C books one'],
  ['Who? "What" <When>|*', 'Who What When'],
  ['../../etc/passwd', 'etc passwd'],
  ['...', 'Narration'],
  ['. hidden', 'hidden'],
  ['ends in dots...', 'ends in dots'],
  ['two\nlines\tand\u0000more', 'two lines and more'],
  ['', 'Narration'],
  [' \n ', 'Narration'],
  ['a'.repeat(300), 'a'.repeat(200)],
  ['海'.repeat(300), '海'.repeat(66)],
  ['nul', 'Narration'],
])('%j becomes the file name %j', (title, name) => {
  expect(fileName(title)).toBe(name);
});
