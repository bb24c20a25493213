import type { Block, Script, Voice } from '../model/script.ts';

/** Who speaks each block of a script: its own voice, else its speaker's, else the narrator's. */
export function speakersOf({ cast }: Pick<Script, 'cast'>, narrator: Voice): (block: Block) => Voice {
  const voices = new Map(cast.map(({ id, voice }) => [id, voice]));
  return ({ voice, speaker }) => voice ?? (speaker === null ? undefined : voices.get(speaker)) ?? narrator;
}

/** Which take of a text a block is heard with. */
export function takeOf({ takes }: Pick<Block, 'takes'>, spoken: string, voice: Voice): number {
  return takes.find((chosen) => chosen.spoken === spoken && sameVoice(chosen.voice, voice))?.take ?? 0;
}

export const sameVoice = (one: Voice, other: Voice): boolean =>
  one.model === other.model && one.voice === other.voice && one.language === other.language;
