import type { VoiceEntry } from '../../model/catalog.ts';

/** The voices as `lectern voices` prints them: JSON, or columns under their model's name. */
export function describeVoices(voices: VoiceEntry[], json: boolean): string {
  if (json) return `${JSON.stringify(voices)}\n`;
  const models = Map.groupBy(voices, (voice) => voice.model);
  return [...models]
    .map(([model, entries]) => {
      const width = Math.max(...entries.map(({ id }) => id.length)) + 2;
      const lines = entries.map(({ id, name, language, gender }) => {
        const about = [name === id ? null : name, language, gender].filter((part) => part !== null);
        return `  ${id.padEnd(width)}${about.join(', ')}`.trimEnd();
      });
      return `${model}\n${lines.join('\n')}\n`;
    })
    .join('\n');
}
