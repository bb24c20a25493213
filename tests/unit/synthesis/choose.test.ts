import { expect, test } from 'vitest';
import type { Pcm } from '../../../app/model/pcm.ts';
import { Problem } from '../../../app/model/problem.ts';
import type { Speech } from '../../../app/model/speech.ts';
import { chosenSession, wayFor } from '../../../app/synthesis/choose.ts';
import type { Use } from '../../../app/synthesis/session.ts';

const voice = { model: 'hexgrad/Kokoro-82M', voice: 'af_heart', language: 'en-us' };
const never = new AbortController().signal;
const sound = (...samples: number[]): Pcm => ({ rate: 24_000, channels: 1, samples: Int16Array.from(samples) });
const words: Speech = { words: [{ word: 'Hello', start: 0, end: 5, from: 0, to: 1 }] };
const refused = new Problem('request-refused', 'no streaming');

/** A client whose ways answer with these parts, and fail where one of them is a failure. */
function stage(stream: (Speech | Error)[], speak: (Pcm | Error)[] = [sound(7)]) {
  const asked: string[] = [];
  const play = async function* <Part extends object>(parts: (Part | Error)[]) {
    for (const part of parts) {
      if (part instanceof Error) throw part;
      yield part;
    }
  };
  const session = chosenSession({
    stream: (request) => {
      asked.push(`sse ${request.input}`);
      return play(stream);
    },
    speak: (request) => {
      asked.push(`rest ${request.input}`);
      return play(speak);
    },
  });
  const heard = async (use?: Use) => {
    const samples: number[] = [];
    try {
      for await (const pcm of session.speak('Hello.', voice, never, use)) samples.push(...pcm.samples);
      return samples;
    } catch (failure) {
      return [...samples, failure];
    }
  };
  return { asked, heard };
}

test('what is played comes as a stream where the model has one, what is made comes whole', () => {
  expect(wayFor('hexgrad/Kokoro-82M', 'playing')).toBe('sse');
  expect(wayFor('lectern/flite', 'playing')).toBe('sse');
  expect(wayFor('hexgrad/Kokoro-82M', 'making')).toBe('rest');
});

test('a stream is heard without its words', async () => {
  const { asked, heard } = stage([sound(1, 2), words, sound(3)]);
  expect([await heard('playing'), asked]).toEqual([[1, 2, 3], ['sse Hello.']]);
});

test('nobody who does not say what for gets a stream', async () => {
  const { asked, heard } = stage([sound(1)]);
  expect([await heard(), asked]).toEqual([[7], ['rest Hello.']]);
});

test.each([refused, new Problem('service-reply-unusable', 'no events')])(
  'a model that is not streamed is asked for in one reply, and so from then on ($code)',
  async (problem) => {
    const { asked, heard } = stage([problem]);
    expect([await heard('playing'), await heard('playing')]).toEqual([[7], [7]]);
    expect(asked).toEqual(['sse Hello.', 'rest Hello.', 'rest Hello.']);
  },
);

test('where neither way works, streaming is not to blame', async () => {
  const { asked, heard } = stage([refused], [refused]);
  expect([await heard('playing'), await heard('playing')]).toEqual([[refused], [refused]]);
  expect(asked).toEqual(['sse Hello.', 'rest Hello.', 'sse Hello.', 'rest Hello.']);
});

test.each([
  ['that comes after sound', [sound(1), refused]],
  ['that may pass', [new Problem('service-reply-unusable', 'cut off', { retryable: true })]],
  ['of another kind', [new Problem('payment-required', 'no money')]],
])('a failure %s is not bought again', async (_, parts) => {
  const { asked, heard } = stage(parts);
  expect((await heard('playing')).at(-1)).toBe(parts.at(-1));
  expect(asked).toEqual(['sse Hello.']);
});

test('a stream of nothing but words is no speech', async () => {
  const { heard } = stage([words]);
  expect(await heard('playing')).toMatchObject([{ code: 'service-reply-unusable', retryable: true }]);
});
