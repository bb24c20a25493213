/** How soon a microphone is heard: opened anew each time (cold), and kept ready (warm). Sends home ms of each. */
import { Ear } from '../../../app/dictation/ear.ts';
import { portAudioMicrophone } from '../../../app/dictation/microphone.ts';
import { builtBinding, now, report, settings, sleep } from './stage.ts';

const { rounds = 10 } = settings;
const cold: number[] = [];
const warm: number[] = [];

async function first(ear: Ear): Promise<number> {
  const asked = now();
  const heard = Promise.withResolvers<number>();
  await ear.begin({
    hear: () => heard.resolve(now() - asked),
    lost: () => heard.reject(new Error('lost')),
    silent: () => undefined,
  });
  const ms = await heard.promise;
  ear.end();
  return ms;
}

for (let round = 0; round < rounds; round++) {
  const ear = new Ear(portAudioMicrophone(builtBinding), () => null);
  cold.push(await first(ear));
  await sleep(200);
  warm.push(await first(ear));
  ear.close();
  await sleep(100);
}
report({ cold, warm });
