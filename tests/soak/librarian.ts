/** Somebody who brings documents in and throws some away again. */
import { chaptersOf, docxBook, epubBook } from '../bench/import-book.ts';
import { ask, got, newSentence, pause, type Person, pick, type World } from './world.ts';

type Made = { name: string; bytes: string | Uint8Array<ArrayBuffer> };

/** Documents of the kinds that are read most differently. */
const KINDS: readonly ((title: string) => Made)[] = [
  (title) => ({ name: `${title}.txt`, bytes: `${title}\n\n${newSentence()}\n\n${newSentence()}\n` }),
  (title) => ({ name: `${title}.md`, bytes: `# ${title}\n\n${newSentence()}\n` }),
  (title) => ({ name: `${title}.html`, bytes: `<title>${title}</title><h1>${title}</h1><p>${newSentence()}</p>` }),
  (title) => ({ name: `${title}.epub`, bytes: new Uint8Array(epubBook(chaptersOf(20))) }),
  (title) => ({ name: `${title}.docx`, bytes: new Uint8Array(docxBook(chaptersOf(10))) }),
];

/** Brings a document in; answers the project, or null where that failed. */
export async function bringIn(world: Pick<World, 'app' | 'ledger'>, { name, bytes }: Made, title: string) {
  const reply = await ask(world, async (api) => {
    const ticket = await world.app().lend(name, bytes);
    const { import: id } = await api.library.read({ ticket });
    const { chapters } = await api.library.preview({ import: id });
    return api.library.import({ import: id, chapters: chapters.map((_, at) => at), title, author: null });
  });
  return 'value' in reply ? reply.value : null;
}

export function createLibrarian(world: World): Person {
  const { ledger } = world;
  const there = new Set<string>();
  let brought = 0;
  const check = async () => {
    const list = await got(world, (api) => api.library.list());
    if (!list) return;
    const known = new Set(list.map(({ id }) => id));
    for (const id of there) if (!known.has(id)) ledger.break('nothing is lost', 'a document that was brought in');
  };
  return {
    async work() {
      while (!world.over.aborted) {
        await pause(world, 3, 9);
        const title = `Document ${brought++}`;
        const made = await bringIn(world, pick(world, KINDS)(title), title);
        if (!made) continue;
        ledger.count('imports');
        there.add(made.id);
        if (there.size < 5) continue;
        const [first] = there;
        // Whether it goes is only known once that is answered.
        there.delete(first!);
        await got(world, (api) => api.library.remove({ project: first! }));
      }
    },
    check,
    finish: check,
  };
}
