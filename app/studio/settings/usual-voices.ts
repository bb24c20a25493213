import type { Handlers } from '../../ipc/shapes.ts';
import type { ServiceName } from '../../model/catalog.ts';
import type { Voice } from '../../model/script.ts';
import type { Settings } from '../../store/settings.ts';

interface Needs {
  settings: Settings;
  /** The service that speaks where nobody said otherwise. */
  service: () => Promise<ServiceName>;
  /** Who speaks a language where nobody was chosen. */
  otherwise: (language: string | null) => Promise<Voice>;
  checkedVoice: (voice: Voice) => Promise<Voice>;
}

/** Who speaks in a new script. */
export interface UsualVoices {
  /** The chosen voice of the service, for documents of its language; for others, whoever suits them. */
  of(language: string | null): Promise<Voice>;
  readonly handlers: Pick<Handlers['settings'], 'voices' | 'chooseVoice'>;
}

export function createUsualVoices({ settings, service, otherwise, checkedVoice }: Needs): UsualVoices {
  return {
    async of(language) {
      const chosen = settings.read().voices[await service()];
      return chosen && (language === null || main(chosen.language) === main(language)) ? chosen : otherwise(language);
    },
    handlers: {
      voices: () => settings.read().voices,
      async chooseVoice({ service: at, voice }) {
        const checked = voice && (await checkedVoice(voice));
        return settings.change({ voices: { ...settings.read().voices, [at]: checked } }).voices;
      },
    },
  };
}

/** `pt` of `pt-br`. */
const main = (language: string) => language.split('-', 1)[0]!.toLowerCase();
