import type { Archive } from './archive.ts';
import type { About } from './assembly.ts';
import { oneLine } from './draft.ts';
import type { Limits } from './limits.ts';
import { elementsIn, nameOf, parseMarkup, textOf } from './markup.ts';

/** Titles that programs put in where a person has given none. */
const noTitle = /^(untitled|unbenannt|sans nom|sin título|document\d*|microsoft word - .*|.*\.(docx?|odt|rtf))$/i;

/** What an office document says about itself, in Dublin Core's terms; nothing where that file is missing. */
export async function propertiesOf(archive: Archive, path: string, limits: Limits): Promise<About> {
  const found = { title: '', author: '', language: '' };
  if (!archive.has(path)) return found;
  const root = parseMarkup(await archive.readText(path), 'text/xml', limits);
  const initial = { author: '' };
  for (const element of elementsIn(root)) {
    const name = nameOf(element);
    const text = oneLine(textOf(element));
    if (name === 'title' && !noTitle.test(text)) found.title ||= text;
    if (name === 'creator') found.author ||= text;
    // ODF calls the first author so, and the last editor `creator`.
    if (name === 'initial-creator') initial.author ||= text;
    if (name === 'language') found.language ||= text;
  }
  return { ...found, author: initial.author || found.author };
}
