import type { Script, Segment, Voice } from '../model/script.ts';
import type { Player } from '../player/player.ts';
import { sentenceStarts } from '../script/sentences.ts';
import { spokenText } from '../script/spoken.ts';

/** Short passages that are heard beside the narration, which is paused and keeps its place. */
export interface Preview {
  /** A text in a voice; without one, a sentence of our own. */
  say(voice: Voice, text: string | null): void;
  /** One segment as it is. */
  play(segment: Segment): void;
}

/** `previews` is a player of its own, so that the place in the narration stays where it is. */
export function createPreview(player: Player, previews: Player): Preview {
  const play = (segment: Segment) => {
    player.pause();
    previews.play({ project: PREVIEW, segments: [{ ...segment, pauseAfter: 0 }], from: 0 });
  };
  return {
    play,
    say(voice, text) {
      const spoken = text ?? SAMPLES[voice.language.split('-')[0]!] ?? SAMPLES['en']!;
      play({
        ...{ id: `${PREVIEW}/0`, chapter: PREVIEW, block: PREVIEW, start: 0, end: spoken.length },
        ...{ spoken, voice, take: 0, sentences: [0], pauseAfter: 0 },
      });
    },
  };
}

const PREVIEW = 'preview';
/** UTF-16 units that are enough to know a voice by. */
const LONGEST = 200;
/** And too few. */
const SHORTEST = 25;

/** The first sentence of a block that is long enough to know a voice by, or of the script; null where there is none. */
export function sentenceFrom({ chapters, language }: Script, block: string | undefined): string | null {
  const included = chapters.filter((chapter) => chapter.included).flatMap(({ blocks }) => blocks);
  const from = Math.max(0, block === undefined ? 0 : included.findIndex(({ id }) => id === block));
  for (const { kind, text } of included.slice(from, from + 20)) {
    if (kind === 'heading') continue;
    const starts = sentenceStarts(text, language);
    for (const [i, start] of starts.entries()) {
      const sentence = spokenText(text.slice(start, starts[i + 1] ?? text.length));
      if (sentence.length >= SHORTEST && sentence.length <= LONGEST) return sentence;
    }
  }
  return null;
}

/** Said in a voice that is being tried; short, with the vowels and stops that tell voices apart. */
const SAMPLES: Readonly<Record<string, string>> = {
  de: 'Guten Tag. So klingt Ihr Buch, wenn ich es vorlese.',
  en: 'Good morning. This is how your book will sound when I read it to you.',
  es: 'Buenos días. Así sonará su libro cuando se lo lea.',
  fr: 'Bonjour. Voici comment sonnera votre livre quand je vous le lirai.',
  it: 'Buongiorno. Ecco come suonerà il suo libro quando lo leggerò.',
  pt: 'Bom dia. É assim que o seu livro vai soar quando eu o ler.',
};
