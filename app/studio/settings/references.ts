import type { Project } from '../../model/project.ts';
import type { Segment } from '../../model/script.ts';
import type { SpeechUse } from '../../model/storage.ts';
import { takeKey } from '../../synthesis/key.ts';
import { priceOf } from '../../together/catalog/catalog.ts';
import { inSlices } from '../in-slices.ts';

/** Who needs a take, and what it would cost to buy it again, in US dollars. */
interface Reference {
  use: Exclude<SpeechUse, 'unused'>;
  dollars: number;
}

interface Needs {
  /** All documents of the library, and those that can be restored. */
  documents: Iterable<Project>;
  removed: Iterable<Project>;
  segments: (project: Project) => Iterable<Segment>;
  /** Numbers of further takes, by the key of the first. */
  retakes: ReadonlyMap<string, readonly number[]>;
}

/**
 * Every take that a document needs, by its key: those of its text as it is now, each with the others that were made of
 * it. What a document and a removed one both need, the document needs. Takes breaths, as a library may be large.
 */
export async function references(needs: Needs): Promise<Map<string, Reference>> {
  const found = new Map<string, Reference>();
  await inSlices(noted(found, needs.removed, 'removed', needs));
  await inSlices(noted(found, needs.documents, 'used', needs));
  return found;
}

function* noted(
  found: Map<string, Reference>,
  projects: Iterable<Project>,
  use: Reference['use'],
  { segments, retakes }: Needs,
): Generator<void> {
  for (const project of projects) {
    for (const { spoken, voice, take } of segments(project)) {
      const dollars = (spoken.length * (priceOf(voice.model) ?? 0)) / 1e6;
      const first = takeKey(spoken, voice);
      for (const number of new Set([0, take, ...(retakes.get(first) ?? [])])) {
        found.set(takeKey(spoken, voice, number), { use, dollars });
      }
      yield;
    }
  }
}
