import type { Handlers, Sources } from '../ipc/shapes.ts';
import type { ListeningSettings, PlayerMeters } from '../model/player.ts';
import { createPlayer } from '../player/player.ts';
import type { Places } from '../store/places.ts';
import type { Settings } from '../store/settings.ts';
import type { Takes } from '../store/takes.ts';
import type { Narrator } from '../synthesis/session.ts';
import { courtesyOf } from './courtesy.ts';
import { followedWords, keepPlace, segmentAt } from './following.ts';
import type { Host } from './host.ts';
import { createNews } from './news.ts';
import { createPreview, type Preview } from './preview.ts';
import type { Projects } from './projects.ts';
import type { Sound } from './sound.ts';
import { waveOf } from './wave.ts';

/** The player as the windows use it. */
export interface Listening {
  readonly handlers: Handlers['player'];
  readonly sources: Sources['player'];
  readonly preview: Preview;
  /** Settles when what is listened to is at hand, or on its way with nothing before it. */
  courtesy(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

interface Needs {
  host: Host;
  projects: Projects;
  narrator: Narrator;
  takes: Takes;
  places: Places;
  settings: Settings;
  sound: Sound;
}

/** Listens as a person did last, and remembers what they change. */
export function createListening({ host, projects, narrator, takes, places, settings, sound }: Needs): Listening {
  const player = createPlayer({ narrator, openDevice: sound.openDevice });
  const previews = createPlayer({ narrator, openDevice: sound.openDevice });
  const news = createNews<ListeningSettings>();
  const chosen = () => settings.read().listening;
  const tune = ({ speed, volume }: ListeningSettings) => {
    player.tune({ speed, volume });
    previews.tune({ volume });
  };
  tune(chosen());
  player.onChange(keepPlace(places, Date.now));
  player.onChange(({ phase }) => {
    if (phase === 'idle' || phase === 'failed') host.log('played', numbersOf(player.meters()));
  });

  return {
    sources: { changed: (listener) => player.onChange(listener), chosen: news.listen },
    preview: createPreview(player, previews),
    courtesy: courtesyOf(player, narrator),
    async close() {
      await Promise.all([player.close(), previews.close()]);
    },
    handlers: {
      state: () => player.state(),
      play({ project: id, block, at = 0 }) {
        const { project, segments } = projects.narration(id);
        const place = block === undefined ? places.of(id) : { block, at };
        const start = place ? segmentAt(segments, project.script.chapters, place) : { from: 0, sentence: 0 };
        player.play({ project: id, segments, words: followedWords(narrator, projects.readOf(id)), ...start });
      },
      place: ({ project }) => places.of(project),
      async wave({ bars }) {
        const narration = player.narration();
        const state = player.state();
        if (!narration || !('spot' in state)) return null;
        const index = narration.indexOf(state.spot.segment);
        return waveOf(narration, index, bars, { narrator, takes });
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
