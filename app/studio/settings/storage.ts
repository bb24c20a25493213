import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Archive } from '../../dictation/archive.ts';
import type { Handlers } from '../../ipc/shapes.ts';
import type { CleaningWish, Freed, SpeechShare, SpeechUse, StorageUse } from '../../model/storage.ts';
import type { Library } from '../../store/library.ts';
import type { Receipts } from '../../store/receipts.ts';
import type { Retakes } from '../../store/retakes.ts';
import type { KeptTake } from '../../store/take-files.ts';
import type { Takes } from '../../store/takes.ts';
import type { Projects } from '../projects.ts';
import { references } from './references.ts';

export interface StorageNeeds {
  /** Folder of everything that is kept. */
  data: string;
  library: Pick<Library, 'list' | 'read' | 'removed'>;
  projects: Pick<Projects, 'segments'>;
  takes: Pick<Takes, 'list' | 'clear'>;
  retakes: Pick<Retakes, 'all'>;
  receipts: Pick<Receipts, 'perSecond'>;
  archive: Pick<Archive, 'rows' | 'hush'>;
  /** ms since 1970. */
  now: () => number;
}

/** ms. The last use of a take is noted to the hour only, and what was heard within the last one stays. */
const RECENT = 2 * 60 * 60 * 1000;

/** A take that may go. */
interface Spare extends KeptTake {
  use: SpeechUse;
  dollars: number;
}

/** What is kept on the disk, and how it is made less. What is thrown away is reckoned anew each time, never remembered. */
export function createStorage(needs: StorageNeeds): Pick<Handlers['settings'], 'storage' | 'clean'> {
  const { archive, takes } = needs;
  return {
    async storage() {
      const [all, sizes] = await Promise.all([takes.list(), sizesIn(needs.data)]);
      const spare = await spareOf(all, needs);
      return {
        ...sizes,
        speech: sum(all, 'bytes'),
        shares: {
          used: shareOf(spare, 'used'),
          removed: shareOf(spare, 'removed'),
          unused: shareOf(spare, 'unused'),
        },
        heard: archive.rows.spare().map(({ started, bytes }) => ({ started, bytes })),
        folder: needs.data,
      };
    },

    async clean({ speech, recordingsBefore }: CleaningWish): Promise<Freed> {
      const wanted = new Set(speech);
      const all = wanted.size === 0 ? [] : await spareOf(await takes.list(), needs);
      const going = all.filter(({ use }) => wanted.has(use));
      await takes.clear(going.map(({ key }) => key));
      const old = archive.rows.spare().filter(({ started }) => recordingsBefore !== null && started < recordingsBefore);
      old.forEach((row) => archive.hush(row));
      return {
        bytes: sum(going, 'bytes') + sum(old, 'bytes'),
        takes: going.length,
        recordings: old.length,
        dollars: sum(going, 'dollars'),
      };
    },
  };
}

async function spareOf(all: readonly KeptTake[], needs: StorageNeeds): Promise<Spare[]> {
  const { library, projects, retakes, receipts, now } = needs;
  const needed = await references({
    documents: library
      .list()
      .values()
      .map(({ id }) => library.read(id)),
    removed: library.removed(),
    segments: (project) => projects.segments(project),
    retakes: retakes.all(),
  });
  const perSecond = receipts.perSecond();
  return all
    .filter(({ used }) => now() - used > RECENT)
    .map((take) => {
      const { use, dollars } = needed.get(take.key) ?? { use: 'unused' as const, dollars: take.seconds * perSecond };
      return { ...take, use, dollars };
    });
}

function shareOf(spare: readonly Spare[], wanted: SpeechUse): SpeechShare {
  const own = spare.filter(({ use }) => use === wanted);
  return { takes: own.length, bytes: sum(own, 'bytes'), dollars: sum(own, 'dollars') };
}

const sum = <Name extends string>(rows: readonly Record<Name, number>[], name: Name): number =>
  rows.reduce((total, row) => total + row[name], 0);

/** Bytes of what lies in the folder, but for speech. */
async function sizesIn(folder: string): Promise<Pick<StorageUse, 'library' | 'recordings' | 'rest'>> {
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(
    names.map(async (name) => {
      if (name === 'takes') return { kind: 'speech', bytes: 0 };
      if (name === 'recordings') return { kind: 'recordings', bytes: await sizeOfFolder(join(folder, name)) };
      return { kind: name.startsWith('lectern.db') ? 'library' : 'rest', bytes: await sizeOf(join(folder, name)) };
    }),
  );
  const of = (wanted: string) =>
    sum(
      found.filter(({ kind }) => kind === wanted),
      'bytes',
    );
  return { library: of('library'), recordings: of('recordings'), rest: of('rest') };
}

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    (found) => (found.isFile() ? found.size : 0),
    () => 0,
  );

async function sizeOfFolder(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const sizes = await Promise.all(names.map((name) => sizeOf(join(folder, name))));
  return sizes.reduce((total, size) => total + size, 0);
}
