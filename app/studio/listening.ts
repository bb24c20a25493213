import type { Handlers } from '../ipc/shapes.ts';
import type { Segment, Voice } from '../model/script.ts';
import type { Player } from '../player/player.ts';
import type { Projects } from './projects.ts';

/** The player as the windows use it. */
export function listening(projects: Projects, player: Player): Handlers['player'] {
  return {
    state: () => player.state(),
    play({ project: id, block }) {
      const { project, segments } = projects.narration(id);
      const from = block === undefined ? 0 : fromBlock(segments, project.script.chapters, block);
      player.play({ project: id, segments, voice: project.voice, from });
    },
    pause: () => player.pause(),
    resume: () => player.resume(),
    stop: () => player.stop(),
    seek: ({ seconds }) => player.seek(seconds),
    skip: ({ by }) => player.skip(by),
  };
}

/** Index of the first segment at or after a block: an ornament or an unticked chapter has none of its own. */
function fromBlock(segments: Segment[], chapters: { blocks: { id: string }[] }[], block: string): number {
  const order = new Map(chapters.flatMap((chapter) => chapter.blocks).map(({ id }, index) => [id, index]));
  const wanted = order.get(block) ?? 0;
  const found = segments.findIndex((segment) => (order.get(segment.block) ?? 0) >= wanted);
  return Math.max(0, found);
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

/**
 * Speaks a short sentence in a voice; a preview before it ends. `previews` is a player of its own, so that the place
 * in the narration stays where it is.
 */
export function preview(previews: Player, voice: Voice): void {
  const spoken = SAMPLES[voice.language.split('-')[0]!] ?? SAMPLES['en']!;
  const segment: Segment = {
    id: 'preview/0',
    chapter: 'preview',
    block: 'preview',
    start: 0,
    end: spoken.length,
    spoken,
    sentences: [0],
    pauseAfter: 0,
  };
  previews.play({ project: 'preview', segments: [segment], voice, from: 0 });
}
