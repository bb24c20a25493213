import * as v from 'valibot';
import type { DictationSettings } from '../model/dictation.ts';
import type { Database } from './database.ts';

export const PRESET: DictationSettings = {
  input: null,
  model: null,
  language: null,
  shortcut: 'CommandOrControl+Alt+D',
  languages: [],
  words: [],
  replacements: [],
  spokenPunctuation: false,
  insert: false,
  sounds: true,
  keep: 'all',
  cancelledHours: 24,
  mostBytes: 2e9,
};

const number = (least: number) => v.pipe(v.number(), v.minValue(least));
const shapes = {
  input: v.nullable(v.string()),
  model: v.nullable(v.string()),
  language: v.nullable(v.string()),
  shortcut: v.nullable(v.string()),
  languages: v.array(v.object({ language: v.string(), keys: v.nullable(v.string()) })),
  words: v.array(v.string()),
  replacements: v.array(v.object({ from: v.string(), to: v.string() })),
  spokenPunctuation: v.boolean(),
  insert: v.boolean(),
  sounds: v.boolean(),
  keep: v.picklist(['all', 'nothing']),
  cancelledHours: number(0),
  mostBytes: number(0),
} satisfies { [Name in keyof DictationSettings]: v.GenericSchema<unknown, DictationSettings[Name]> };

const NAME = 'dictation';

/** How a person dictates, kept as one setting; what cannot be understood any more has its preset. */
export interface DictationPreferences {
  read(): DictationSettings;
  /** Keeps what is named, leaves the rest, and answers all of it. */
  change(part: Partial<DictationSettings>): DictationSettings;
}

export function createDictationPreferences(database: Database): DictationPreferences {
  const read = (): DictationSettings => {
    const row = database.one(v.object({ value: v.string() }), 'SELECT value FROM settings WHERE name = ?', NAME);
    const kept = v.safeParse(v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.unknown())), row?.value);
    if (!kept.success) return PRESET;
    const usable = Object.entries(kept.output).filter(
      ([name, value]) => Object.hasOwn(shapes, name) && v.is(shapes[name as keyof typeof shapes], value),
    );
    return { ...PRESET, ...Object.fromEntries(usable) };
  };
  return {
    read,
    change: (part) =>
      database.write(() => {
        const changed = { ...read(), ...part };
        const sql = 'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value';
        database.run(sql, NAME, JSON.stringify(changed));
        return changed;
      }),
  };
}
