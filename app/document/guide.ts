import type { ContentsEntry, Landmark } from './contents.ts';
import { isPartTitle } from './headings.ts';
import type { Place } from './href.ts';
import { roleOf } from './roles.ts';

/** What a book says of its own parts: the table of contents, and names given to places. */
export class Guide {
  readonly #contents = new Map<string, ContentsEntry[]>();
  readonly #landmarks = new Map<string, Landmark>();

  constructor(contents: readonly ContentsEntry[], landmarks: readonly Landmark[]) {
    for (const entry of withoutSections(contents)) {
      const entries = this.#contents.get(entry.place.path);
      if (entries) entries.push(entry);
      else this.#contents.set(entry.place.path, [entry]);
    }
    for (const landmark of landmarks) this.#landmarks.set(key(landmark.place), landmark);
  }

  /** A book without a table of contents is parted by its headings instead. */
  get isEmpty(): boolean {
    return this.#contents.size === 0;
  }

  /** What the table of contents lists in a file, in its order. */
  entriesOf(path: string): readonly ContentsEntry[] {
    return this.#contents.get(path) ?? [];
  }

  /** Names given to exactly this place. */
  typesAt(place: Place): string {
    return this.#landmarks.get(key(place))?.type ?? '';
  }

  /** The title that goes with a name given to a whole file. */
  titleOf(path: string): string {
    return this.#landmarks.get(key({ path, fragment: null }))?.title ?? '';
  }
}

/**
 * Without what is listed below a chapter and stands in the same file: the sections of that chapter. What has a file of
 * its own, or stands below a part, is a chapter whatever its depth.
 */
function* withoutSections(contents: readonly ContentsEntry[]): Generator<ContentsEntry> {
  let chapter: ContentsEntry | null = null;
  for (const entry of contents) {
    const within = chapter !== null && entry.depth > chapter.depth && entry.place.path === chapter.place.path;
    if (within && roleOf('', entry.title) === null) continue;
    yield entry;
    if (!isPartTitle(entry.title)) chapter = entry;
  }
}

const key = ({ path, fragment }: Place) => `${path}#${fragment ?? ''}`;
