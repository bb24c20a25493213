import { access } from 'node:fs/promises';
import { join, parse } from 'node:path';

/**
 * A path in `folder` that no file has yet, nor a folder of its bare name, into which chapters' files would go:
 * `Book.mp3`, else `Book (2).mp3` and so on. It joins `given`, the paths that were answered before and may still have no
 * file: two exports of one title must not meet in one.
 */
export async function freeName(folder: string, suggested: string, given: Set<string>): Promise<string> {
  const { base, name, ext } = parse(suggested);
  for (let number = 1; ; number += 1) {
    const bare = number === 1 ? name : `${name} (${number})`;
    const path = join(folder, number === 1 ? base : bare + ext);
    if (given.has(path) || (await isThere(path)) || (await isThere(join(folder, bare)))) continue;
    given.add(path);
    return path;
  }
}

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
