import type { Handlers, Sources } from '../ipc/shapes.ts';
import type { ListeningSettings, PlayerMeters } from '../model/player.ts';
import type { Segment, Voice } from '../model/script.ts';
import { createPlayer, type Player } from '../player/player.ts';
import type { Settings } from '../store/settings.ts';
import type { Narrator } from '../synthesis/session.ts';
import type { Host } from './host.ts';
import { createNews } from './news.ts';
import type { Projects } from './projects.ts';
import type { Sound } from './sound.ts';

/** The player as the windows use it. */
export interface Listening {
  readonly handlers: Handlers['player'];
  readonly sources: Sources['player'];
  /** Speaks a short sentence in a voice; what was playing is paused, and keeps its place. */
  preview(voice: Voice): void;
  close(): Promise<void>;
}

interface Needs {
  host: Host;
  projects: Projects;
  narrator: Narrator;
  settings: Settings;
  sound: Sound;
}

/** Listens as a person did last, and remembers what they change. */
export function createListening({ host, projects, narrator, settings, sound }: Needs): Listening {
  const player = createPlayer({ narrator, openDevice: sound.openDevice });
  const previews = createPlayer({ narrator, openDevice: sound.openDevice });
  const news = createNews<ListeningSettings>();
  const chosen = () => settings.read().listening;
  const tune = ({ speed, volume }: ListeningSettings) => {
    player.tune({ speed, volume });
    previews.tune({ volume });
  };
  tune(chosen());
  player.onChange(({ phase }) => {
    if (phase === 'idle' || phase === 'failed') host.log('played', numbersOf(player.meters()));
  });

  return {
    sources: { changed: (listener) => player.onChange(listener), chosen: news.listen },
    preview(voice) {
      player.pause();
      preview(previews, voice);
    },
    async close() {
      await Promise.all([player.close(), previews.close()]);
    },
    handlers: {
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
      skip: ({ by, unit }) => player.skip(by, unit),
      settings: chosen,
      choose(part) {
        const before = chosen();
        const { speed = before.speed, volume = before.volume, output = before.output } = part;
        const now = { speed, volume, output };
        settings.change({ listening: now });
        tune(now);
        if (output !== before.output) for (const one of [player, previews]) one.reopen();
        news.tell(now);
      },
      outputs: sound.outputs,
      meters: () => player.meters(),
    },
  };
}

/** Whole ms, and what is a share in hundredths; what is not known is left out. */
function numbersOf({ firstSound, underruns, starved, prebuffer, supply }: PlayerMeters): Record<string, number> {
  const first = Object.entries(firstSound ?? {}).map(([name, ms]) => [`${name}Ms`, Math.round(ms)]);
  return {
    ...Object.fromEntries(first),
    underruns,
    starvedMs: Math.round(starved * 1000),
    prebufferMs: Math.round(prebuffer * 1000),
    ...(supply === null ? {} : { supply: Math.round(supply * 100) / 100 }),
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
function preview(previews: Player, voice: Voice): void {
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
