import type { ForeignPassages } from '../model/import.ts';
import type { Script, Voice } from '../model/script.ts';

/**
 * The passages of a script that are in other languages, the most frequent first, with the usual voice of each where
 * the service has one that `narrator` is not as good for.
 */
export async function foreignIn(
  { chapters }: Script,
  narrator: Voice,
  usual: (language: string) => Promise<Voice>,
): Promise<ForeignPassages[]> {
  const named = chapters.flatMap(({ blocks }) => blocks.flatMap(({ language }) => language ?? []));
  const found = [...Map.groupBy(named, (language) => language)].map(async ([language, { length }]) => {
    const voice = await usual(language);
    const fits = main(voice.language) === main(language) && main(narrator.language) !== main(language);
    return { language, passages: length, voice: fits ? voice : null };
  });
  return (await Promise.all(found)).sort((one, other) => other.passages - one.passages);
}

/** A script whose passages in other languages are spoken by the voices found for them. */
export function withForeignVoices(script: Script, foreign: readonly ForeignPassages[]): Script {
  const voices = new Map(foreign.map(({ language, voice }) => [language, voice]));
  const chapters = script.chapters.map((chapter) => ({
    ...chapter,
    blocks: chapter.blocks.map((block) => {
      const voice = block.language && voices.get(block.language);
      return voice ? { ...block, voice } : block;
    }),
  }));
  return { ...script, chapters };
}

const main = (language: string) => language.split('-')[0]!;
