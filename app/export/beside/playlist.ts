import { basename, dirname, join, relative, sep } from 'node:path';
import { fileName } from '../names/file-name.ts';

/** Where the list of a book's chapter files goes: beside the first of them. */
export const playlistPath = (first: string, title: string): string => join(dirname(first), `${fileName(title)}.m3u8`);

export interface Entry {
  path: string;
  title: string;
  seconds: number;
}

/**
 * An extended M3U in UTF-8 for a folder: titles in one line each, paths from there, with the slashes that every player
 * takes.
 */
export function playlist(folder: string, title: string, entries: readonly Entry[]): string {
  const lines = entries.flatMap(({ path, title: own, seconds }) => [
    `#EXTINF:${Math.round(seconds)},${oneLine(own)}`,
    relative(folder, path).split(sep).join('/') || basename(path),
  ]);
  return ['#EXTM3U', `#PLAYLIST:${oneLine(title)}`, ...lines, ''].join('\n');
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
