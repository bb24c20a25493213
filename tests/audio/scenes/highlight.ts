/** The whole app reads a text aloud with an offline voice, at speed 1 and then at 2, and tells what it highlights when. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeHost } from '../../../app/hosts/node/host.ts';
import type { PlayerState } from '../../../app/model/player.ts';
import type { OpenedProject } from '../../../app/model/project.ts';
import { openStudio } from '../../../app/studio/studio.ts';
import { read } from '../../tools/passage.ts';
import { builtBinding, now, report, settings } from './stage.ts';

const data = await mkdtemp(join(tmpdir(), 'lectern-highlight-'));
const nobody = { redeem: () => null, destination: async () => null, reveal: async () => undefined };
const studio = await openStudio(
  { ...nodeHost({ LECTERN_DATA: data }, { name: 'web', ...nobody }), soundBinding: builtBinding },
  { service: 'local' },
);
const { library, player } = studio.handlers;
const { import: id } = await library.read({ text: read(settings.paragraphs ?? 2).join('\n\n') });
const project: OpenedProject = await library.import({ import: id, chapters: [0], title: 'Passage', author: null });
const blocks = project.script.chapters.flatMap((chapter) => chapter.blocks.map((block) => block.id));

const rounds = [];
for (const speed of [1, 2]) {
  await player.choose({ speed });
  const told: { at: number; block: number; start: number; word: number | null }[] = [];
  const ended = Promise.withResolvers<void>();
  let begun = false;
  const leave = studio.sources.player.changed((state: PlayerState) => {
    if (state.phase === 'failed') ended.reject(new Error(state.problem.message));
    if (state.phase === 'idle' && begun) ended.resolve();
    if (state.phase !== 'playing') return;
    begun = true;
    const { block, start, word } = state.spot;
    told.push({ at: now(), block: blocks.indexOf(block), start, word: word?.start ?? null });
  });
  await player.play({ project: project.id, block: blocks[0]! });
  await ended.promise;
  leave();
  rounds.push({ speed, told, ended: now() });
}
const { sound } = await studio.handlers.app.status(undefined);
await studio.close();
await rm(data, { recursive: true });
report({ rounds, sound });
