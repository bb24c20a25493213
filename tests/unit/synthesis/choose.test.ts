import { expect, test } from 'vitest';
import type { Pcm } from '../../../app/model/pcm.ts';
import { Problem } from '../../../app/model/problem.ts';
import type { Speech } from '../../../app/model/speech.ts';
import { chosenSession, waysFor } from '../../../app/synthesis/choose.ts';
import type { Use } from '../../../app/synthesis/session.ts';

const never = new AbortController().signal;
/** Loud enough not to be taken for silence: thousandfold. */
const sound = (...samples: number[]): Pcm => ({
  ...{ rate: 24_000, channels: 1 },
  samples: Int16Array.from(samples, (sample) => sample * 1000),
});
const words: Speech = { words: [{ word: 'Hello', start: 0, end: 5, from: 0, to: 1 }] };
const refused = new Problem('request-refused', 'no streaming');
const unreachable = new Problem('service-unreachable', 'reset', { retryable: true });

interface Stage {
  open?: Error | null;
  live?: (Speech | Error)[];
  stream?: (Speech | Error)[];
  speak?: (Pcm | Error)[];
  /** Does the live way only guess its end? */
  guesses?: boolean;
}

/** A client whose ways answer with these parts, and fail where one of them is a failure. */
function stage(parts: Stage, model = 'hexgrad/Kokoro-82M') {
  const { live = [sound(1)], stream = [sound(2)], speak = [sound(3)] } = parts;
  const asked: string[] = [];
  const time = { now: 0 };
  const play = async function* <Part extends object>(way: string, parts: (Part | Error)[]) {
    asked.push(way);
    for (const part of parts) {
      if (part instanceof Error) throw part;
      yield part;
    }
  };
  const client = {
    live: () => ({
      open: async () => {
        asked.push('open');
        if (parts.open) throw parts.open;
      },
      async *speak(_request: unknown, _signal: AbortSignal, guessed?: () => void) {
        yield* play('live', live);
        if (parts.guesses) guessed?.();
      },
    }),
    stream: () => play('stream', stream),
    speak: () => play('rest', speak),
  };
  const session = chosenSession(client, () => time.now);
  let guessed = 0;
  const heard = async (use?: Use, text = 'Hello.') => {
    const heard: unknown[] = [];
    try {
      for await (const part of session.speak(text, { model, voice: 'v', language: 'en' }, never, {
        ...(use && { use }),
        guessed: () => guessed++,
      })) {
        if ('samples' in part) heard.push(...[...part.samples].map((sample) => sample / 1000));
        else heard.push(...part.words.map(({ word }) => word));
      }
    } catch (failure) {
      heard.push(failure);
    }
    return heard;
  };
  return { asked, heard, time, guesses: () => guessed };
}

test('what is played comes over a socket, or as a stream where a document denies that; what is made comes whole', () => {
  expect(waysFor('hexgrad/Kokoro-82M', 'playing')).toEqual(['live', 'stream', 'rest']);
  expect(waysFor('lectern/flite', 'playing')).toEqual(['live', 'stream', 'rest']);
  expect(waysFor('cartesia/sonic-3', 'playing')).toEqual(['stream', 'rest']);
  expect(waysFor('hexgrad/Kokoro-82M', 'next')).toEqual(['stream', 'rest']);
  expect(waysFor('cartesia/sonic-3', 'next')).toEqual(['rest']);
  expect(waysFor('hexgrad/Kokoro-82M', 'making')).toEqual(['rest']);
});

test('the socket stands before anything is asked for, and words follow the first sound', async () => {
  const { asked, heard } = stage({ live: [words, sound(4, 5), sound(6)] });
  expect([await heard('playing'), asked]).toEqual([
    [4, 5, 'Hello', 6],
    ['open', 'live'],
  ]);
});

test('nobody who does not say what for gets more than one reply', async () => {
  const { asked, heard } = stage({});
  expect([await heard(), asked]).toEqual([[3], ['rest']]);
});

test('a socket that is refused for good is not asked for again', async () => {
  const { asked, heard, time } = stage({ open: refused });
  expect(await heard('playing')).toEqual([2]);
  time.now = 1e12;
  expect([await heard('playing'), asked]).toEqual([[2], ['open', 'stream', 'stream']]);
});

test('a socket that does not open, though it may later, is left alone for ten minutes', async () => {
  const { asked, heard, time } = stage({ open: unreachable });
  await heard('playing');
  time.now = 599_999;
  await heard('playing');
  expect(asked).toEqual(['open', 'stream', 'stream']);
  time.now = 600_000;
  await heard('playing');
  expect(asked.slice(3)).toEqual(['open', 'stream']);
});

test.each(['rate-limited', 'service-overloaded'] as const)('a service that is %s is waited for', async (code) => {
  const { asked, heard } = stage({ open: new Problem(code, 'later', { retryable: true }) });
  expect([await heard('playing'), asked]).toEqual([[1], ['open', 'live']]);
});

test.each([refused, new Problem('service-reply-unusable', 'no events')])(
  'a model that is neither spoken live nor streamed is asked for in one reply, and so from then on ($code)',
  async (problem) => {
    const { asked, heard } = stage({ live: [problem], stream: [problem] });
    expect([await heard('playing'), await heard('playing')]).toEqual([[3], [3]]);
    expect(asked).toEqual(['open', 'live', 'stream', 'rest', 'rest']);
  },
);

test('where no way works, none of them is to blame', async () => {
  const { asked, heard } = stage({ open: unreachable, stream: [refused], speak: [refused] });
  expect([await heard('playing'), await heard('playing')]).toEqual([[refused], [refused]]);
  expect(asked).toEqual(['open', 'stream', 'rest', 'open', 'stream', 'rest']);
});

test.each([
  ['that comes after sound', [sound(101), refused]],
  ['that may pass', [new Problem('service-reply-unusable', 'cut off', { retryable: true })]],
  ['of another kind', [new Problem('payment-required', 'no money')]],
])('a failure %s is not bought again', async (_, parts) => {
  for (const [model, way, asked] of [
    ['hexgrad/Kokoro-82M', 'live', ['open', 'live']],
    ['cartesia/sonic-3', 'stream', ['stream']],
  ] as const) {
    const played = stage({ [way]: parts }, model);
    expect((await played.heard('playing')).at(-1)).toBe(parts.at(-1));
    expect(played.asked).toEqual(asked);
  }
});

test('a stream of nothing but words is no speech', async () => {
  const { heard } = stage({ stream: [words] }, 'cartesia/sonic-3');
  expect(await heard('playing')).toMatchObject([{ code: 'service-reply-unusable', retryable: true }]);
});

test('a text whose end a socket would not tell is streamed', async () => {
  const { asked, heard } = stage({});
  await heard('playing', `${'long '.repeat(51)}sentence.`);
  await heard('playing');
  expect(asked).toEqual(['stream', 'open', 'live']);
});

test('a socket that divides a text otherwise than it says is heard, doubted, and not asked for again', async () => {
  const { asked, heard, guesses } = stage({ guesses: true });
  expect([await heard('playing'), guesses()]).toEqual([[1], 1]);
  expect([await heard('playing'), guesses()]).toEqual([[2], 1]);
  expect(asked).toEqual(['open', 'live', 'stream']);
});
