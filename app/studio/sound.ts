import { type PlainProblem, plainProblem } from '../model/problem.ts';
import { clockedDevice } from '../player/clocked.ts';
import type { OpenDevice } from '../player/device.ts';
import { type Output, portAudioDevice, portAudioOutputs } from '../player/portaudio.ts';

export interface Sound {
  /** The loudspeaker; throws the Problem `sound-unavailable` where there is none. */
  readonly openLoudspeaker: OpenDevice;
  /** The same, or the clock that stands in for it. */
  readonly openDevice: OpenDevice;
  /** Why nothing is heard, or null. */
  readonly missing: () => PlainProblem | null;
  /** The loudspeakers to choose from; none where the machine has no sound. */
  readonly outputs: () => Promise<Output[]>;
}

interface Needs {
  /** The compiled sound binding; it may be missing. */
  binding: URL;
  /** Name of the chosen output; null for the system's own. */
  output: () => string | null;
  /** Called when the loudspeaker went missing or came back. */
  changed: () => void;
}

/**
 * Looks for a loudspeaker when one is first needed, not before: a command line that writes files never opens sound.
 * Where there is none the narration runs silently in real time, so that a script can be followed all the same; a
 * later opening looks again.
 */
export function createSound({ binding, output, changed }: Needs): Sound {
  let missing: PlainProblem | null = null;
  const tell = (now: PlainProblem | null) => {
    const differs = now?.message !== missing?.message;
    missing = now;
    if (differs) changed();
  };
  const openLoudspeaker = portAudioDevice({ binding, output });
  return {
    missing: () => missing,
    outputs: () => portAudioOutputs(binding).catch(() => []),
    openLoudspeaker,
    async openDevice(format) {
      try {
        const device = await openLoudspeaker(format);
        tell(null);
        return device;
      } catch (thrown) {
        tell(plainProblem(thrown));
        return clockedDevice()(format);
      }
    },
  };
}
