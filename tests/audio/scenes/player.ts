/** The whole player on a narration of many segments, each with the script's pause. */
import { createPlayer } from '../../../app/player/player.ts';
import { portAudioDevice } from '../../../app/player/portaudio.ts';
import { narrationOf } from '../../tools/narration.ts';
import { builtBinding, now, PATIENT, report, settings } from './stage.ts';

const { narrator, segments, voice } = narrationOf(settings.segments ?? 20);
const player = createPlayer({
  narrator,
  openDevice: portAudioDevice({ binding: builtBinding, latency: settings.latency ?? PATIENT }),
});
const phases: string[] = [];
const spoken: string[] = [];
let positions = 0;
const cpu = process.cpuUsage();
const start = now();
await new Promise<void>((done) => {
  player.onChange((state) => {
    if (phases.at(-1) !== state.phase) phases.push(state.phase);
    if (state.phase === 'playing' && positions === 0) process.send!({ sounding: true });
    if (state.phase === 'playing') {
      positions++;
      if (spoken.at(-1) !== state.spot.segment) spoken.push(state.spot.segment);
    }
    if (state.phase === 'idle' || state.phase === 'failed') done();
  });
  player.play({ project: 'p', segments, voice });
});
const { user, system } = process.cpuUsage(cpu);
const seconds = (now() - start) / 1000;
await player.close();
report({ phases, spoken, positions, seconds, start, cpu: (user + system) / 1e6 });
