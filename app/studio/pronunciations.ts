import { randomUUID } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import type { Handlers, Listen } from '../ipc/shapes.ts';
import { Problem } from '../model/problem.ts';
import { LONGEST_PRONUNCIATION, MOST_PRONUNCIATIONS, type Pronunciation } from '../model/pronunciation.ts';
import type { Script, Voice } from '../model/script.ts';
import { sentenceStarts } from '../script/sentences.ts';
import { firstUse } from '../script/spoken/pronounce.ts';
import { pronunciationsIn, tableOf } from '../script/spoken/table.ts';
import { type Reading, spokenText } from '../script/spoken.ts';
import type { Settings } from '../store/settings.ts';
import type { Host } from './host.ts';
import { createNews } from './news.ts';
import type { Scripts } from './scripts.ts';

/** How words are said: in every script, and in one. A script's own are part of it, and undone with it. */
export interface Pronunciations {
  readonly handlers: Handlers['pronunciations'];
  readonly changed: Listen<Pronunciation[]>;
  /** How a script is read: the same object for as long as nothing about it changes. */
  readingOf(script: Pick<Script, 'pronunciations' | 'spelled'>): Reading;
}

interface Needs {
  host: Pick<Host, 'redeem' | 'destination'>;
  settings: Settings;
  scripts: Pick<Scripts, 'read'>;
  /** Makes a step in a script. */
  edit: (project: string, edit: { type: 'pronounce'; pronunciations: Pronunciation[] }) => void;
  /** Speaks a text in a voice. */
  say: (voice: Voice, text: string) => void;
}

/** Bytes of a table: more than the most pronunciations of the greatest length come to. */
const LARGEST_TABLE = 8_000_000;

export function createPronunciations({ host, settings, scripts, edit, say }: Needs): Pronunciations {
  const news = createNews<Pronunciation[]>();
  let general = settings.read().pronunciations;
  const keep = (changed: Pronunciation[]) => {
    if (changed.length > MOST_PRONUNCIATIONS) throw tooMany();
    general = settings.change({ pronunciations: changed }).pronunciations;
    news.tell(general);
  };
  const listOf = (project: string | undefined): readonly Pronunciation[] =>
    project === undefined ? general : scripts.read(project).script.pronunciations;

  return {
    changed: news.listen,
    readingOf: rememberedReadings(() => general),
    handlers: {
      list: () => general,
      save({ pronunciation }) {
        const known = general.some(({ id }) => id === pronunciation.id);
        if (known) keep(general.map((one) => (one.id === pronunciation.id ? pronunciation : one)));
        else keep([...general, pronunciation]);
      },
      remove: ({ ids }) => keep(general.filter(({ id }) => !ids.includes(id))),
      async import({ ticket, project }) {
        const file = host.redeem(ticket);
        if (!file) throw new Problem('file-not-found', 'the ticket stands for no file');
        const before = new Map(listOf(project).map((one) => [nameOf(one), one.id]));
        const read = (await rowsIn(file.path)).map((row) => ({ ...row, id: before.get(nameOf(row)) ?? randomUUID() }));
        // Of a word that a table has twice, the last one counts.
        const found = [...new Map(read.map((one) => [nameOf(one), one])).values()];
        if (found.length === 0) throw new Problem('table-empty', 'no row with a word in it');
        if (project !== undefined) edit(project, { type: 'pronounce', pronunciations: found });
        else keep([...new Map([...general, ...found].map((one) => [one.id, one])).values()]);
        return found.length;
      },
      async export({ project }) {
        const path = await host.destination('Pronunciations.csv');
        if (path === null) return false;
        await writeFile(path, tableOf(listOf(project))).catch((cause: unknown) => {
          throw new Problem('destination-unwritable', 'the table can not be written', { cause, details: { path } });
        });
        return true;
      },
      try({ project, pronunciation }) {
        const { script, voice } = scripts.read(project);
        say(voice, spokenText(sentenceWith(script, pronunciation), { rules: [pronunciation], spelled: false }));
      },
    },
  };
}

/** Two pronunciations of one name are one of them too many. */
const nameOf = ({ written, language, matchCase }: Omit<Pronunciation, 'id'>) =>
  JSON.stringify([matchCase ? written : written.toLowerCase(), language]);

const tooMany = () =>
  new Problem('edit-impossible', 'too many pronunciations', { details: { limit: MOST_PRONUNCIATIONS } });

async function rowsIn(path: string): Promise<Omit<Pronunciation, 'id'>[]> {
  const unreadable = (cause: unknown) => new Problem('file-unreadable', 'the table can not be read', { cause });
  const { size } = await stat(path).catch((cause: unknown) => Promise.reject(unreadable(cause)));
  if (size > LARGEST_TABLE) throw new Problem('file-too-large', 'no table of words is that large');
  const bytes = await readFile(path).catch((cause: unknown) => Promise.reject(unreadable(cause)));
  const fits = (text: string) => text.length <= LONGEST_PRONUNCIATION;
  return pronunciationsIn(decoded(bytes)).filter(({ written, spoken }) => fits(written) && fits(spoken));
}

/** UTF-8, or else what older spreadsheets write. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The first sentence of a script that has the word in it; the word alone where none has. */
function sentenceWith({ chapters, language }: Script, pronunciation: Pronunciation): string {
  for (const { blocks } of chapters) {
    for (const { text } of blocks) {
      const at = firstUse(text, pronunciation);
      if (at === null) continue;
      const starts = sentenceStarts(text, language);
      const number = starts.findLastIndex((start) => start <= at);
      return text.slice(starts[number], starts[number + 1]);
    }
  }
  return pronunciation.written;
}

interface Remembered {
  general: readonly Pronunciation[];
  spelled: boolean;
  reading: Reading;
}

function rememberedReadings(general: () => readonly Pronunciation[]): Pronunciations['readingOf'] {
  const known = new WeakMap<readonly Pronunciation[], Remembered>();
  return ({ pronunciations, spelled }) => {
    const found = known.get(pronunciations);
    if (found?.general === general() && found.spelled === spelled) return found.reading;
    const reading = { rules: [...pronunciations, ...general()], spelled };
    known.set(pronunciations, { general: general(), spelled, reading });
    return reading;
  };
}
