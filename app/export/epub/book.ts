import { extname } from 'node:path';
import type { ExportFormat } from '../../model/export.ts';
import type { Marks } from '../marks/marks.ts';
import type { Cue } from '../subtitles/cues.ts';
import type { Entry } from './archive.ts';
import { overlay } from './overlay.ts';
import { CONTAINER, coverName, type Item, navigation, packageDocument, STYLE } from './package.ts';
import { page, type ShownBlock } from './pages.ts';

/** What every reading system has to play (w3.org/TR/epub-32, 3.2; Opus came with EPUB 3.3); null: not in an EPUB. */
export const EPUB_SOUND: Readonly<Record<ExportFormat, string | null>> = {
  ...{ mp3: 'audio/mpeg', m4a: 'audio/mp4', m4b: 'audio/mp4', opus: null, flac: null, wav: null },
};

/** A chapter with its text, and where it is heard. */
export interface NarratedChapter {
  title: string;
  blocks: readonly ShownBlock[];
  cues: readonly Cue[];
  /** Path of the file in which it is heard, and from when to when, in seconds. */
  sound: string;
  from: number;
  to: number;
}

export interface NarratedBook {
  marks: Marks;
  format: ExportFormat;
  recipe: string;
  chapters: readonly NarratedChapter[];
}

/** All files of an EPUB 3 whose text is marked as it is heard; the first has to be the first in its archive, too. */
export function epubEntries({ marks: { book, cover }, format, recipe, chapters }: NarratedBook): Entry[] {
  const language = book.language ?? 'und';
  const sounds = [...new Set(chapters.map(({ sound }) => sound))];
  const nameOf = (path: string) => `audio/${numbered(sounds.indexOf(path))}${extname(path)}`;
  const items = chapters.map(({ title, from, to }, index): Item => {
    const number = numbered(index);
    return { page: `chapter-${number}.xhtml`, overlay: `chapter-${number}.smil`, title, seconds: to - from };
  });
  const pages = chapters.flatMap(({ title, blocks, cues, sound, from, to }, index): Entry[] => {
    const { page: name, overlay: overlayName } = items[index]!;
    const { xhtml, ids } = page(title, language, blocks, cues);
    return [
      { name: `OEBPS/${name}`, data: xhtml },
      { name: `OEBPS/${overlayName}`, data: overlay(name, ids, { audio: nameOf(sound), cues, from, to }) },
    ];
  });
  const audio = sounds.map((path) => ({ name: nameOf(path), type: EPUB_SOUND[format]! }));
  return [
    { name: 'mimetype', data: 'application/epub+zip' },
    { name: 'META-INF/container.xml', data: CONTAINER },
    { name: 'OEBPS/package.opf', data: packageDocument({ book, recipe, language, items, audio, cover }) },
    { name: 'OEBPS/nav.xhtml', data: navigation({ book, language, items }) },
    { name: 'OEBPS/style.css', data: STYLE },
    ...(cover ? [{ name: `OEBPS/${coverName(cover)}`, data: cover.bytes }] : []),
    ...pages,
    ...sounds.map((path) => ({ name: `OEBPS/${nameOf(path)}`, path })),
  ];
}

const numbered = (index: number) => `${index + 1}`.padStart(3, '0');
