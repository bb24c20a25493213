/** Somebody who mends the book, takes steps back and up again, and knows what each paragraph has to say. */
import type { OpenedProject } from '../../app/model/project.ts';
import { ask, got, newSentence, pause, type Person, pick, type World } from './world.ts';

export interface Editor extends Person {
  blocks(): readonly string[];
}

const textsOf = ({ script }: OpenedProject) =>
  new Map(script.chapters.flatMap(({ blocks }) => blocks).map(({ id, text }) => [id, text]));

export function createEditor(world: World, opened: OpenedProject, [least, most]: [number, number]): Editor {
  const { ledger } = world;
  const project = opened.id;
  const headings = new Set(
    opened.script.chapters.flatMap(({ blocks }) => blocks.filter(({ kind }) => kind === 'heading').map(({ id }) => id)),
  );
  let texts: Map<string, string> | null = textsOf(opened);
  const blocks = [...texts.keys()].filter((id) => !headings.has(id));
  /** An edit that nobody answered: it may have been made or not. */
  let doubtful: { block: string; text: string } | null = null;

  const reread = async () => {
    const now = await got(world, (api) => api.library.open({ project }));
    texts = now ? textsOf(now) : null;
    doubtful = null;
  };
  const edit = async () => {
    const [block, text] = [pick(world, blocks), newSentence()];
    doubtful = { block, text };
    const reply = await ask(world, (api) => api.script.edit({ project, edit: { type: 'text', block, text } }));
    if ('code' in reply && reply.code === 'host-gone') return;
    doubtful = null;
    if ('code' in reply) return;
    texts?.set(block, text);
    ledger.count('edits');
  };
  const step = async (way: 'undo' | 'redo') => {
    // Until it is known what it came to, nothing is.
    texts = null;
    await ask(world, (api) => api.script[way]({ project }));
    await reread();
  };
  return {
    blocks: () => blocks,
    async work() {
      while (!world.over.aborted) {
        await pause(world, least, most);
        if (texts === null) await reread();
        const whim = world.chance();
        if (whim < 0.8) await edit();
        else await step(whim < 0.92 ? 'undo' : 'redo');
      }
    },
    async check() {
      const now = await got(world, (api) => api.library.open({ project }));
      if (!now) return ledger.break('nothing is lost', 'the book cannot be opened');
      const found = textsOf(now);
      for (const [block, text] of texts ?? []) {
        const there = found.get(block);
        if (there === text || (doubtful?.block === block && there === doubtful.text)) continue;
        ledger.break('nothing is lost', `an edit: “${text}” is “${there}”`);
      }
      texts = found;
      doubtful = null;
    },
    finish: async () => undefined,
  };
}
