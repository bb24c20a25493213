import { access } from 'node:fs/promises';
import { join, parse } from 'node:path';

/**
 * A path in `folder` that no file has yet: `Book.mp3`, else `Book (2).mp3` and so on. It joins `given`, the paths that
 * were answered before and may still have no file: two exports of one title must not meet in one.
 */
export async function freeName(folder: string, suggested: string, given: Set<string>): Promise<string> {
  const { base, name, ext } = parse(suggested);
  for (let number = 1; ; number += 1) {
    const path = join(folder, number === 1 ? base : `${name} (${number})${ext}`);
    const taken = await access(path).then(
      () => true,
      () => false,
    );
    if (taken || given.has(path)) continue;
    given.add(path);
    return path;
  }
}
