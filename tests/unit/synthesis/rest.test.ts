import { expect, test } from 'vitest';
import type { Pcm } from '../../../app/model/pcm.ts';
import type { Speech } from '../../../app/model/speech.ts';
import { restSession, type SpeechClient } from '../../../app/synthesis/rest.ts';

const voice = { model: 'm', voice: 'v', language: 'en' };
const never = new AbortController().signal;

/** A client that answers with these pieces, and notes what it was asked and whether it was let go of. */
function answering(...pieces: Pcm[]) {
  const noted = { requests: [] as unknown[], signals: [] as AbortSignal[], freed: false };
  const client: SpeechClient = {
    speak: async function* (request, signal) {
      noted.requests.push(request);
      noted.signals.push(signal);
      try {
        yield* pieces;
      } finally {
        noted.freed = true;
      }
    },
  };
  return { session: restSession(client), noted };
}

async function collected(speech: AsyncIterable<Speech>) {
  const samples: number[] = [];
  const formats = new Set<string>();
  for await (const pcm of speech) {
    if (!('samples' in pcm)) continue;
    samples.push(...pcm.samples);
    formats.add(`${pcm.rate}/${pcm.channels}`);
  }
  return { samples, formats: [...formats] };
}

const mono = (rate: number, ...samples: number[]): Pcm => ({ rate, channels: 1, samples: Int16Array.from(samples) });

test('one request names model, voice, language and text, under the signal', async () => {
  const { session, noted } = answering(mono(24_000, 1, 2), mono(24_000, 3));
  const withMore = { ...voice, speed: 2 };
  expect(await collected(session.speak('Hello.', withMore, never))).toEqual({
    samples: [1, 2, 3],
    formats: ['24000/1'],
  });
  expect(noted).toEqual({
    requests: [{ model: 'm', voice: 'v', language: 'en', input: 'Hello.', account: null }],
    signals: [never],
    freed: true,
  });
});

test('two channels become their mean', async () => {
  const stereo: Pcm = { rate: 24_000, channels: 2, samples: Int16Array.of(10, 20, -4, -8) };
  const { session } = answering(stereo);
  expect(await collected(session.speak('Hello.', voice, never))).toEqual({ samples: [15, -6], formats: ['24000/1'] });
});

test('another rate becomes the rate of takes, as long as it was and as loud', async () => {
  const sine = Array.from({ length: 16_000 }, (_, n) =>
    Math.round(10_000 * Math.sin((2 * Math.PI * 440 * n) / 16_000)),
  );
  const { session } = answering(mono(16_000, ...sine.slice(0, 7000)), mono(16_000, ...sine.slice(7000)));
  const { samples, formats } = await collected(session.speak('Hello.', voice, never));
  expect([samples.length, formats]).toEqual([24_000, ['24000/1']]);
  const middle = samples.slice(2400, -2400);
  const loudness = Math.sqrt(middle.reduce((sum, sample) => sum + sample ** 2, 0) / middle.length);
  expect(loudness).toBeCloseTo(10_000 / Math.SQRT2, -2);
});

test.each([
  ['nothing', []],
  ['pieces without samples', [mono(24_000), mono(16_000)]],
])('a reply of %s is unusable and worth another try', async (_, pieces) => {
  const { session } = answering(...pieces);
  await expect(collected(session.speak('Hello.', voice, never))).rejects.toMatchObject({
    name: 'Problem',
    code: 'service-reply-unusable',
    retryable: true,
  });
});

test('leaving the loop lets go of the request', async () => {
  const { session, noted } = answering(mono(24_000, 1_000), mono(24_000, 2_000));
  for await (const _ of session.speak('Hello.', voice, never)) {
    expect(noted.freed).toBe(false);
    break;
  }
  expect(noted.freed).toBe(true);
});
