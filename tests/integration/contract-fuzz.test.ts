import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import type { ProjectSummary } from '../../app/model/project.ts';
import { everyCommand } from '../tools/every-command.ts';
import { startFaultServer } from '../tools/fault-server.ts';
import { chanceOf } from '../tools/mutate.ts';
import { mutatedInput } from '../tools/mutated-input.ts';
import { type OpenWindow, openWindow } from '../tools/open-window.ts';

/** Inputs for each command, the same for the same seed; more of them, or others, by these variables. */
const inputs = Number(process.env['LECTERN_FUZZ_INPUTS'] ?? 60);
const seed = Number(process.env['LECTERN_FUZZ_SEED'] ?? 1);
/** Asked at a time, as many windows at once might. */
const TOGETHER = 20;

const at = (block: string) => ({ block, at: 4 });
/** An edit of each kind, of a story with one chapter of two blocks. */
const edits = ({ block, chapter }: { block: string; chapter: string }) => [
  { type: 'text', block, text: 'Twice upon a time.' },
  { type: 'split-block', ...at(block) },
  { type: 'join-block', block },
  { type: 'insert-blocks', chapter, after: block, texts: ['One.', 'Two.'] },
  { type: 'remove-blocks', blocks: [block] },
  { type: 'mark-blocks', blocks: [block], marks: { kind: 'quote', pause: 700, locked: true } },
  { type: 'cast-parts', block, parts: [{ start: 0, end: 4, speaker: null }] },
  { type: 'include-chapters', chapters: [chapter], included: false },
  { type: 'rename-chapter', chapter, title: 'Once' },
  { type: 'move-chapter', chapter, before: null },
  { type: 'merge-chapter', chapter },
  { type: 'split-chapter', block, title: 'Later' },
  { type: 'cast-member', member: { id: 'king', name: 'King', voice: { model: 'm', voice: 'v', language: 'en' } } },
  { type: 'dismiss-member', member: 'king' },
  { type: 'name', title: 'Story', author: null },
];

test('whatever a command is given, it is done or refused, and the app goes on', { timeout: 1e9 }, async () => {
  const server = await startFaultServer((response) => response.writeHead(401).end());
  onTestFinished(() => server.stop());
  const window = await openWindow(`${server.url}/v1`);
  const commands = await everyCommand(window);
  const chance = chanceOf(seed);
  const odd: unknown[] = [];
  const outcomes = new Map<string, number>();
  const there = new Set((await documents(window)).map(({ id }) => id));
  for (const { call, given } of commands) {
    const good =
      call === 'script.edit' ? edits(given as never).map((edit) => ({ ...(given as object), edit })) : [given];
    for (let asked = 0; asked < inputs; asked += TOGETHER) {
      const some = Array.from({ length: Math.min(TOGETHER, inputs - asked) }, () => {
        const input = good[Math.floor(chance() * good.length)];
        // Now and then what is right, or what was taken back, so that the wrong meets all states.
        if (chance() < 0.05) return window.ask(call === 'script.edit' ? 'script.undo' : call, given);
        return window.ask(call, mutatedInput(input, chance));
      });
      // Every change of the library is news of all of it: kept, they would be gigabytes.
      window.frames.length = 0;
      // Of thousands of documents each change of one would be news for a second.
      if (asked % 500 === 0) await tidy(window, there);
      for (const { problem } of await Promise.all(some)) {
        const outcome = problem?.code ?? 'done';
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
        if (outcome === 'internal') odd.push({ call, problem });
      }
    }
  }
  expect(odd).toEqual([]);
  expect([...outcomes.values()].reduce((sum, count) => sum + count, 0)).toBe(commands.length * inputs);
  // What it was asked may have emptied the library; a new document goes into it all the same.
  const { value: begun } = await window.ask('library.read', { text: 'At last.' });
  await window.ask('library.import', { ...(begun as object), chapters: [0], title: 'At last', author: null });
  const { value: library } = await window.ask('library.list');
  expect(library).toEqual(expect.arrayContaining([expect.objectContaining({ title: 'At last' })]));
  console.log(JSON.stringify({ commands: commands.length, inputs, seed, ...Object.fromEntries(outcomes) }));
});

const documents = async (window: OpenWindow) => (await window.ask('library.list')).value as ProjectSummary[];

/** Removes what commands made, as if a month ago: all that can be restored is looked through for each clean-up. */
async function tidy(window: OpenWindow, there: ReadonlySet<string>): Promise<void> {
  for (const { id } of await documents(window)) if (!there.has(id)) await window.ask('library.remove', { project: id });
  const database = new DatabaseSync(join(window.data, 'lectern.db'), { timeout: 10_000 });
  database.exec('DELETE FROM projects WHERE removed IS NOT NULL');
  database.close();
}
