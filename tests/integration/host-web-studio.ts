import type { Handlers, Sources } from '../../app/ipc/shapes.ts';
import type { ProjectSummary } from '../../app/model/project.ts';

/** A studio that owns nothing: it notes what it was asked, has an empty library, and tells what a test has it tell. */
export function scriptedStudio() {
  const calls: { call: string; input: unknown }[] = [];
  const listeners = new Set<(projects: ProjectSummary[]) => void>();
  const noting = (group: string, answers: Record<string, unknown> = {}) =>
    new Proxy(
      {},
      {
        get: (_target, name) => (input: unknown) => {
          calls.push({ call: `${group}.${String(name)}`, input });
          return answers[String(name)];
        },
      },
    );
  const silent = () => () => undefined;
  const handlers = {
    app: noting('app'),
    library: noting('library', { list: [] }),
    script: noting('script'),
    voices: noting('voices'),
    pronunciations: noting('pronunciations'),
    player: noting('player', { state: { phase: 'idle' } }),
    export: noting('export', { list: [] }),
    dictation: noting('dictation'),
    update: noting('update'),
    settings: noting('settings'),
  } as Handlers;
  const sources: Sources = {
    app: { changed: silent, mended: silent },
    script: { stepped: silent, sounded: silent },
    library: {
      reading: silent,
      changed(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    player: { changed: silent, chosen: silent },
    money: { changed: silent },
    export: { changed: silent, ordered: silent },
    pronunciations: { changed: silent },
    update: { changed: silent },
    dictation: {
      changed: silent,
      level: silent,
      chosen: silent,
      filed: silent,
      progress: silent,
      playing: silent,
      reached: silent,
    },
  };
  return {
    studio: { handlers, sources },
    calls,
    /** How many windows listen. */
    listening: () => listeners.size,
    tell: (projects: ProjectSummary[]) => listeners.forEach((listener) => listener(projects)),
  };
}
