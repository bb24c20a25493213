import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRecording, repairRecording } from '../../../app/dictation/recording.ts';
import { readWav } from '../../../app/pcm/wav.ts';
import { concat } from '../../../app/pcm/frames.ts';
import { noise } from '../../tools/noise.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';

async function heard(path: string) {
  const { header, sound } = await readWav(
    (async function* () {
      yield new Uint8Array(readFileSync(path));
    })(),
  );
  const parts: Int16Array[] = [];
  for await (const { samples } of sound) parts.push(samples);
  return { bytes: header.dataBytes, samples: concat(parts) };
}

const fails = (failure: unknown) => {
  throw failure;
};

test('a recording is a WAV of what was said, to the sample', async () => {
  const path = join(temporaryFolder(), 'deeper/a.wav');
  const speech = noise(3, 50_000);
  const recording = await createRecording(path, fails);
  for (let at = 0; at < speech.length; at += 320) recording.append(speech.slice(at, at + 320));
  await recording.close();
  expect(await heard(path)).toEqual({ bytes: 100_000, samples: speech });
  expect(recording.seconds).toBe(3.125);
});

test('one that was never ended is readable as it is, and says how long it is once it is mended', async () => {
  const path = join(temporaryFolder(), 'a.wav');
  const speech = noise(4, 16_000);
  const recording = await createRecording(path, fails);
  recording.append(speech);
  await expect.poll(() => readFileSync(path).length).toBe(44 + 32_000);
  expect((await heard(path)).samples).toEqual(speech);
  // Half a sample more, as a power cut leaves it.
  const cut = join(temporaryFolder(), 'b.wav');
  writeFileSync(cut, readFileSync(path));
  truncateSync(cut, 44 + 20_001);
  expect(repairRecording(cut)).toBe(0.625);
  expect(await heard(cut)).toEqual({ bytes: 20_000, samples: speech.subarray(0, 10_000) });
  await recording.close();
});

test.each([0, 1, 43, 44, 45])('a file of %i bytes is mended, too', (length) => {
  const path = join(temporaryFolder(), 'a.wav');
  writeFileSync(path, new Uint8Array(length));
  expect(repairRecording(path)).toBe(0);
  expect(readFileSync(path).length).toBe(44);
});
