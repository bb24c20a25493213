/**
 * Somebody who edits a script and has it spoken, until the process is killed: `<data> <life>`. Prints `open` with the
 * script's texts, `edit <block> <text>` once an edit is answered, `buy <spoken>` when one is asked for, `kept <spoken>`
 * once its take can be found, and `lost <spoken>` for what was kept in an earlier life and is not there.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { TAKE_RATE } from '../../app/model/pcm.ts';
import type { Segment } from '../../app/model/script.ts';
import { buildScript } from '../../app/script/build.ts';
import { openDatabase } from '../../app/store/database.ts';
import { createHistories } from '../../app/store/history.ts';
import { createLibrary } from '../../app/store/library.ts';
import { openTakes } from '../../app/store/takes.ts';
import { createScripts } from '../../app/studio/scripts.ts';
import { segmentsFor } from '../../app/studio/segments.ts';
import { createNarrator } from '../../app/synthesis/narrator.ts';

const [data = '', life = '0'] = process.argv.slice(2);
const print = (...words: unknown[]) => process.stdout.write(`${JSON.stringify(words)}\n`);
const voice = { model: 'm', voice: 'v', language: 'en' };
const BLOCKS = 8;

const database = openDatabase(data);
const takes = await openTakes(database, data, Date.now);
const library = createLibrary(database, Date.now);
let ids = 0;
const newId = () => `${life}-${ids++}`;
const scripts = createScripts({ database, library, histories: createHistories(database, Date.now), newId });
const narrator = createNarrator({
  takes,
  session: {
    async *speak(spoken) {
      print('buy', spoken);
      for (let part = 0; part < 4; part++) {
        yield { rate: TAKE_RATE, channels: 1, samples: new Int16Array(2_000).fill(spoken.length) };
        await sleep(5);
      }
    },
  },
});

const paragraphs = Array.from({ length: BLOCKS }, (_, i) => ({ kind: 'text' as const, text: `Block ${i} as it was.` }));
const chapters = [{ title: 'One', role: 'body' as const, paragraphs }];
const document = { title: 'T', author: null, language: 'en', chapters };
const { id } = library.list()[0] ?? library.add(buildScript(document, newId), voice);
const blocks = () => scripts.read(id).script.chapters.flatMap((chapter) => chapter.blocks);
const segments = () => segmentsFor(scripts.read(id).script, voice);
print('open', ...blocks().map(({ text }) => text));

async function speak(): Promise<void> {
  for (;;) {
    const all: Segment[] = segments();
    const segment = all[Math.floor(Math.random() * all.length)]!;
    await narrator.make(segment, new AbortController().signal);
    print('kept', segment.spoken);
    await sleep(2);
  }
}

async function edit(): Promise<void> {
  for (let n = 0; ; n++) {
    const index = Math.floor(Math.random() * BLOCKS);
    const text = `Block ${index} of life ${life} is edit ${n}.`;
    scripts.edit(id, { type: 'text', block: blocks()[index]!.id, text });
    print('edit', index, text);
    if (n % 7 === 6) {
      scripts.undo(id);
      print('open', ...blocks().map(({ text }) => text));
    }
    await sleep(Math.random() * 20);
  }
}

await Promise.all([speak(), speak(), edit()]);
