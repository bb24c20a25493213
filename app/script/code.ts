import type { CodeWish } from '../model/import.ts';
import type { Block, Script } from '../model/script.ts';

/** "Code" as people say it who read in a language; most have the English word. */
const words: Readonly<Record<string, string>> = { es: 'Código', it: 'Codice', pt: 'Código', pl: 'Kod', ru: 'Код' };

/** A script whose passages of code are left out, or stand there as a word; chapters stay, if empty. */
export function withCode(script: Script, wish: CodeWish): Script {
  if (wish === 'spoken') return script;
  const word = words[script.language?.split('-')[0] ?? ''] ?? 'Code';
  const named = (block: Block): Block => (block.kind === 'code' ? { ...block, kind: 'text', text: `${word}.` } : block);
  const chapters = script.chapters.map((chapter) => ({
    ...chapter,
    blocks: wish === 'named' ? chapter.blocks.map(named) : chapter.blocks.filter(({ kind }) => kind !== 'code'),
  }));
  return { ...script, chapters };
}
