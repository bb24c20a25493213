import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { VoiceEntry } from '../model/catalog.ts';
import { createTemporary } from './files.ts';

/** The voices that a service listed last, for when it cannot be reached. */
export interface VoicesCache {
  /** What was listed for a model, and how long ago in ms; null where nothing was, or it cannot be read any more. */
  read(model: string): Promise<{ voices: VoiceEntry[]; age: number } | null>;
  /** Keeps a list in place of the last one of its model. */
  write(model: string, voices: readonly VoiceEntry[]): Promise<void>;
}

const entryShape = v.object({
  model: v.string(),
  id: v.string(),
  name: v.string(),
  language: v.nullable(v.string()),
  gender: v.nullable(v.picklist(['female', 'male'])),
});
/** By model; `listed` is ms since 1970. */
const fileShape = v.pipe(
  v.string(),
  v.parseJson(),
  v.record(v.string(), v.object({ listed: v.number(), voices: v.array(entryShape) })),
);
type Lists = v.InferOutput<typeof fileShape>;

/** One file of JSON in the data folder. `clock` tells ms since 1970. */
export function createVoicesCache(folder: string, clock: () => number): VoicesCache {
  const path = join(folder, 'voices.json');
  const lists = async (): Promise<Lists> => {
    const parsed = v.safeParse(fileShape, await readFile(path, 'utf8').catch(() => ''));
    return parsed.success ? parsed.output : {};
  };
  const replace = async (model: string, voices: readonly VoiceEntry[]) => {
    const all = { ...(await lists()), [model]: { listed: clock(), voices } };
    const file = await createTemporary(path);
    await file.handle.writeFile(JSON.stringify(all));
    await file.commit();
  };
  let last: Promise<void> = Promise.resolve();
  return {
    async read(model) {
      const list = new Map(Object.entries(await lists())).get(model);
      return list ? { voices: list.voices, age: Math.max(0, clock() - list.listed) } : null;
    },
    write: (model, voices) => (last = last.catch(() => undefined).then(() => replace(model, voices))),
  };
}
