import { type PlainProblem, plainProblem } from '../model/problem.ts';
import { clockedDevice } from '../player/clocked.ts';
import type { OpenDevice } from '../player/device.ts';
import { portAudioDevice } from '../player/portaudio.ts';

/** The loudspeaker, or the clock that stands in for it. */
export interface Sound {
  readonly openDevice: OpenDevice;
  /** Why nothing is heard, or null. */
  readonly missing: () => PlainProblem | null;
}

/**
 * Looks for a loudspeaker when one is first needed, not before: a command line that writes files never opens sound.
 * Where there is none the narration runs silently in real time, so that a script can be followed all the same; a
 * later opening looks again. `changed` is called when it went missing or came back.
 */
export function createSound(binding: URL, changed: () => void): Sound {
  let missing: PlainProblem | null = null;
  const tell = (now: PlainProblem | null) => {
    const differs = now?.message !== missing?.message;
    missing = now;
    if (differs) changed();
  };
  return {
    missing: () => missing,
    async openDevice(format) {
      try {
        const device = await portAudioDevice({ binding })(format);
        tell(null);
        return device;
      } catch (thrown) {
        tell(plainProblem(thrown));
        return clockedDevice()(format);
      }
    },
  };
}
