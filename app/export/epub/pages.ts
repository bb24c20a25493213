import type { ParagraphKind } from '../../model/document.ts';
import type { Cue } from '../subtitles/cues.ts';
import { seen } from '../subtitles/phrases.ts';
import { escaped, html } from './markup.ts';

/** A block as it is shown. */
export interface ShownBlock {
  id: string;
  kind: ParagraphKind;
  text: string;
}

/** A chapter's page, its phrases marked by the ids that the overlay names, in order. */
export interface Page {
  xhtml: string;
  /** As many as there are cues. */
  ids: string[];
}

const ELEMENTS: Readonly<Record<ParagraphKind, string>> = {
  ...{ heading: 'h1', text: 'p', quote: 'p class="quote"', item: 'p class="item"' },
  ...{ verse: 'p class="lines"', row: 'p', code: 'p class="lines"' },
};

/** The page of a chapter. A heading is of the first order once, and of the second after that. */
export function page(title: string, language: string, blocks: readonly ShownBlock[], cues: readonly Cue[]): Page {
  const ids: string[] = cues.map((_, index) => `s${index + 1}`);
  let headed = false;
  const shown = blocks.map(({ id, kind, text }) => {
    const own = cues.flatMap((cue, index) => (cue.block === id ? [{ ...cue, id: ids[index]! }] : []));
    const element = kind === 'heading' && headed ? 'h2' : ELEMENTS[kind];
    headed ||= kind === 'heading';
    return `<${element}>${marked(text, own, kind)}</${element.split(' ')[0]}>`;
  });
  return { xhtml: html(title, language, shown.join('\n')), ids };
}

function marked(text: string, cues: readonly (Cue & { id: string })[], kind: ParagraphKind): string {
  const plain = (from: number, to: number) => {
    if (kind !== 'verse' && kind !== 'code') return escaped(seen(text, from, to));
    return escaped(text.slice(from, to).trim()).replaceAll('\n', '<br/>');
  };
  const parts: string[] = [];
  let at = 0;
  for (const { id, start, end } of cues) {
    parts.push(plain(at, start), `<span id="${id}">${plain(start, end)}</span>`);
    at = end;
  }
  parts.push(plain(at, text.length));
  return parts.filter((part) => part !== '').join(' ');
}
