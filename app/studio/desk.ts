import type { Handlers, Listen } from '../ipc/shapes.ts';
import type { ServiceName } from '../model/catalog.ts';
import type { PlainProblem } from '../model/problem.ts';
import type { AppStatus, MendedPart } from '../model/status.ts';
import type { Settings } from '../store/settings.ts';
import { speechModels } from '../together/catalog/catalog.ts';
import type { Host } from './host.ts';
import { createNews } from './news.ts';

/** What is set for the whole app: which service speaks, its key, and whether anything can be heard. */
export interface Desk {
  /** The service that speaks where nobody said otherwise: the chosen one, else Together where there is a key. */
  readonly service: () => Promise<ServiceName>;
  readonly handlers: Handlers['app'];
  readonly changed: Listen<AppStatus>;
  readonly mended: Listen<{ part: MendedPart }>;
  /** Tells every window how things stand. */
  tell(): void;
  /** Tells every window what had ended and is back. */
  tellMended(part: MendedPart): void;
}

interface Needs {
  host: Host;
  settings: Settings;
  /** The one service that a command line asked for, or null. */
  only: ServiceName | null;
  soundMissing: () => PlainProblem | null;
}

export function createDesk({ host, settings, only, soundMissing }: Needs): Desk {
  const news = createNews<AppStatus>();
  const mended = createNews<{ part: MendedPart }>();
  const service = async (): Promise<ServiceName> => {
    const chosen = only ?? settings.read().service;
    return chosen ?? ((await host.secrets.read()) === null ? 'local' : 'together');
  };
  const status = async (): Promise<AppStatus> => ({
    version: host.version,
    host: host.name,
    language: settings.read().language,
    service: await service(),
    keyed: (await host.secrets.read()) !== null,
    keyPlace: host.secrets.place,
    sound: soundMissing(),
    models: [...speechModels],
  });
  const tell = () => void status().then(news.tell);

  return {
    service,
    tell,
    tellMended(part) {
      host.log('mended', { part });
      mended.tell({ part });
    },
    changed: news.listen,
    mended: mended.listen,
    handlers: {
      status,
      chooseService({ service: chosen }) {
        settings.change({ service: chosen });
        tell();
      },
      chooseLanguage({ language }) {
        settings.change({ language });
        tell();
      },
      async saveKey({ key }) {
        await host.secrets.write(key);
        tell();
      },
      async forgetKey() {
        await host.secrets.forget();
        tell();
      },
    },
  };
}
