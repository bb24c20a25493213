import type { SpeechModel } from '../../../app/model/catalog.ts';
import type { ImportPreview } from '../../../app/model/import.ts';
import type { Project, ProjectSummary } from '../../../app/model/project.ts';
import { spokenSeconds } from '../../../app/words/figures.ts';

const KOKORO = { model: 'hexgrad/Kokoro-82M', voice: 'heart', language: 'en-us' };

/** The story as a window is shown it before it is imported: spoken by Kokoro, so that there is something to pay. */
export function importPreview(
  { title, author, script, voice }: Project,
  models: readonly SpeechModel[],
  library: readonly ProjectSummary[],
  project: string | undefined,
): ImportPreview {
  const speaks = project === undefined ? KOKORO : voice;
  const price = models.find(({ id }) => id === speaks.model)?.price ?? 0;
  return {
    ...{ title, author, voice: speaks, language: script.language, omitted: [], foreign: [], code: 0, marks: 0 },
    earlier: library.filter((summary) => summary.title === title),
    chapters: script.chapters.map(({ title, role, included, blocks }) => {
      const characters = blocks.reduce((sum, block) => sum + block.text.length, 0);
      return {
        ...{ title, role, included, narrated: project === undefined ? 0 : 1 },
        estimate: {
          segments: blocks.length,
          characters,
          seconds: spokenSeconds(characters),
          cost: (characters * price) / 1e6,
          missing: blocks.length,
        },
        opening: blocks.slice(0, 2).map(({ text }) => text),
      };
    }),
  };
}
