/** Listens to the microphone while it plays, until so much has been said, and compares it with what should have been. */
import { compare } from '../../tools/compare.ts';
import { noise } from '../../tools/noise.ts';
import { now, openDevice, portAudio, report, settings, sleep } from './stage.ts';

const { seconds = 10, seed = 8 } = settings;
const { device } = await openDevice();
let over = false;
const spoken = noise(seed + 1, 24_000);
const playing = (async () => {
  while (!over) await device.write(spoken);
})();
const stream = await portAudio.openInput({ rate: 16_000 });
process.send!({ listening: true });
const heard = new Int16Array(16_000 * (seconds + 20));
let length = 0;
// Ends a second after the last sound; a microphone that nobody speaks into may give nothing at all.
for (let last = now() + 15_000; now() - last < 1_000;) {
  await sleep(20);
  const count = stream.read(heard.subarray(length));
  length += count;
  if (heard.subarray(length - count, length).some((sample) => sample !== 0)) last = now();
}
const stats = stream.stats();
stream.close();
over = true;
await playing;
device.close();
report({ difference: compare(heard.subarray(0, length), noise(seed, seconds * 16_000)), stats });
