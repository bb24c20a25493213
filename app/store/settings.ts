import * as v from 'valibot';
import type { FavouriteVoice, ServiceName } from '../model/catalog.ts';
import { type ExportHabits, USUAL_NAMES } from '../model/export.ts';
import { type Language, LANGUAGES } from '../model/language.ts';
import { type ListeningSettings, SPEED } from '../model/player.ts';
import type { ProxyWish } from '../model/network.ts';
import type { Pronunciation } from '../model/pronunciation.ts';
import type { Voice } from '../model/script.ts';
import type { Database } from './database.ts';

/** What a person chose and the app remembers. */
export interface Preferences {
  /** Of the interface; null for the system's. */
  language: Language | null;
  /** Which service speaks; null leaves it to whether there is a key. */
  service: ServiceName | null;
  /** Who speaks in a new script, by service; null leaves it to the document's language. */
  voices: Record<ServiceName, Voice | null>;
  favourites: FavouriteVoice[];
  /** How a person listens. */
  listening: ListeningSettings;
  /** How a person exports. */
  exporting: ExportHabits;
  /** How words are said in every script. */
  pronunciations: Pronunciation[];
  /** May a newer version be asked for at each start? */
  automaticUpdates: boolean;
  /** The way to the service. */
  proxy: ProxyWish;
}

export interface Settings {
  /** What was never chosen, or cannot be understood any more, has its default. */
  read(): Preferences;
  /** Keeps what is named, leaves the rest, and answers all of it. */
  change(part: Partial<Preferences>): Preferences;
}

const voiceShape = v.object({ model: v.string(), voice: v.string(), language: v.string() });
const pronunciation = v.object({
  ...{ id: v.string(), written: v.string(), spoken: v.string() },
  ...{ wholeWord: v.boolean(), matchCase: v.boolean(), language: v.nullable(v.string()) },
});
const number = (least: number, most: number) => v.pipe(v.number(), v.minValue(least), v.maxValue(most));
const shapes = {
  language: v.nullable(v.picklist(LANGUAGES)),
  service: v.nullable(v.picklist(['together', 'local'])),
  voices: v.object({ together: v.nullable(voiceShape), local: v.nullable(voiceShape) }),
  pronunciations: v.array(pronunciation),
  automaticUpdates: v.boolean(),
  proxy: v.variant('kind', [
    v.object({ kind: v.picklist(['none', 'system']) }),
    v.object({ kind: v.picklist(['server', 'pac']), address: v.string() }),
  ]) as v.GenericSchema<unknown, ProxyWish>,
  favourites: v.array(v.object({ model: v.string(), voice: v.string() })),
  exporting: v.object({
    format: v.picklist(['wav', 'flac', 'mp3', 'm4b', 'm4a', 'opus']),
    chapters: v.picklist(['embedded', 'split', 'both']),
    loudness: v.union([v.picklist(['acx', 'podcast', 'as-is']), v.number()]),
    names: v.object({ book: v.string(), chapter: v.string() }),
  }),
  listening: v.object({ speed: number(SPEED.least, SPEED.most), volume: number(0, 1), output: v.nullable(v.string()) }),
} satisfies { [Name in keyof Preferences]: v.GenericSchema<unknown, Preferences[Name]> };

const USUAL_EXPORT = { format: 'mp3', chapters: 'embedded', loudness: 'as-is', names: USUAL_NAMES } as const;

const rowShape = v.object({ value: v.string() });

/** A handful of named values as JSON, one row each. */
export function createSettings(database: Database): Settings {
  const valueOf = <Value>(name: string, shape: v.GenericSchema<unknown, Value>, preset: Value): Value => {
    const row = database.one(rowShape, 'SELECT value FROM settings WHERE name = ?', name);
    const kept = v.safeParse(v.pipe(v.string(), v.parseJson(), shape), row?.value);
    return kept.success ? kept.output : preset;
  };
  const read = (): Preferences => ({
    language: valueOf('language', shapes.language, null),
    service: valueOf('service', shapes.service, null),
    voices: valueOf('voices', shapes.voices, { together: null, local: null }),
    pronunciations: valueOf('pronunciations', shapes.pronunciations, []),
    automaticUpdates: valueOf('automaticUpdates', shapes.automaticUpdates, false),
    proxy: valueOf('proxy', shapes.proxy, { kind: 'system' }),
    favourites: valueOf('favourites', shapes.favourites, []),
    exporting: valueOf('exporting', shapes.exporting, USUAL_EXPORT),
    listening: valueOf('listening', shapes.listening, { speed: 1, volume: 1, output: null }),
  });
  return {
    read,
    change: (part) =>
      database.write(() => {
        for (const [name, value] of Object.entries(part)) {
          const sql =
            'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value';
          database.run(sql, name, JSON.stringify(value));
        }
        return read();
      }),
  };
}
