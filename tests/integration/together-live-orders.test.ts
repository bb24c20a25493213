import { expect, test } from 'vitest';
import { wavHeader } from '../../app/pcm/wav-header.ts';
import { heardOf, never, startLivePair } from '../tools/live.ts';
import { bytesOf, delta, done, type Order, spoken, voiceOf } from '../tools/live-server.ts';

const TEXT = 'It was a bright cold day in April.';
const SOUND = bytesOf(voiceOf(TEXT));
const whole = { samples: voiceOf(TEXT), words: [], failure: null };

const received = { type: 'conversation.item.input_text.received', text: TEXT };
/** Bytes cut at the given places, each as a delta. */
const cut = (...at: number[]) => [0, ...at].map((from, i) => delta(SOUND.subarray(from, at[i] ?? SOUND.length)));

/** Every one is the same sound. */
const ORDERS: Record<string, object[]> = {
  'in one piece': [received, delta(SOUND), done()],
  'without an acknowledgement': [delta(SOUND), done()],
  'acknowledged at the end': [delta(SOUND), received, done()],
  'with a piece that is empty': [delta(SOUND), delta(Buffer.of()), done()],
  'with odd cuts': [...cut(1, 2, 5, 1001), done()],
  'as a WAV': [delta(Buffer.concat([wavHeader({ rate: 24_000, channels: 1, frames: 9 }), SOUND])), done()],
  'as a WAV whose header is cut': [
    delta(wavHeader({ rate: 24_000, channels: 1, frames: 9 }).subarray(0, 7)),
    delta(Buffer.concat([wavHeader({ rate: 24_000, channels: 1, frames: 9 }).subarray(7), SOUND])),
    done(),
  ],
  'as several items': [
    delta(SOUND.subarray(0, 100)),
    done('tts_1'),
    delta(SOUND.subarray(100, 200), 'tts_2'),
    done('tts_2'),
    delta(SOUND.subarray(200), 'tts_3'),
    done('tts_3'),
  ],
  'as several WAVs': [
    delta(Buffer.concat([wavHeader({ rate: 24_000, channels: 1, frames: 9 }), SOUND.subarray(0, 100)])),
    done('tts_1'),
    delta(Buffer.concat([wavHeader({ rate: 24_000, channels: 1, frames: 9 }), SOUND.subarray(100)]), 'tts_2'),
    done('tts_2'),
  ],
  'with more ends than items': [delta(SOUND), done(), done(), done()],
  'with an end first': [done(), delta(SOUND), done()],
  'among events that nobody knows': [
    { type: 'session.updated', session: {} },
    { type: 'tts_session.updated' },
    { type: 'input_text_buffer.committed' },
    ...cut(500),
    { type: 'conversation.item.audio_output.magic', delta: 'AAAA' },
    { type: 'context.cancelled', context_id: 'somebody' },
    done(),
  ],
  'among malformed events': [
    { type: 'conversation.item.audio_output.delta' },
    { type: 'conversation.item.audio_output.delta', delta: 7 },
    { type: 'conversation.item.word_timestamps', words: 'no' },
    [] as object,
    delta(SOUND),
    done(),
  ],
};

test.each(Object.entries(ORDERS))('the sound is the same %s', async (_, order) => {
  for (const named of [true, false]) {
    const { live } = await startLivePair({ named, commit: ({ tell }) => order.forEach((each) => tell({ ...each })) });
    expect(await heardOf(live.speak({ input: TEXT }, never()))).toEqual(whole);
  }
});

/** Those in which more than one item is seen, or anything after the first end. */
const DOUBTED = ['as several items', 'as several WAVs', 'with more ends than items', 'with an end first'];

test.each(Object.entries(ORDERS))('the end of a text that is spoken as one is known or not %s', async (name, order) => {
  const { live } = await startLivePair(
    { commit: ({ tell }) => order.forEach((each) => tell({ ...each })) },
    { settings: { segment: 'never' } },
  );
  const guesses: string[] = [];
  await heardOf(live.speak({ input: TEXT }, never(), () => guesses.push(name)));
  expect(guesses).toEqual(DOUBTED.includes(name) ? [name] : []);
});

test('the sound is the same with base64 and bytes cut anywhere', async () => {
  const text = 'Hm.';
  const bytes = bytesOf(voiceOf(text));
  const encoded = bytes.toString('base64');
  const { live } = await startLivePair({
    commit: ({ tell, context }) => {
      const at = Number(context.split('-')[1]) - 1;
      const pieces =
        at < encoded.length
          ? [encoded.slice(0, at), encoded.slice(at)].map((part) => ({ ...delta(Buffer.of()), delta: part }))
          : [bytes.subarray(0, at - encoded.length), bytes.subarray(at - encoded.length)].map((part) => delta(part));
      [...pieces, done()].forEach(tell);
    },
  });
  const cuts = Array.from({ length: encoded.length + bytes.length }, () =>
    heardOf(live.speak({ input: text }, never())),
  );
  for (const { samples, failure } of await Promise.all(cuts)) {
    expect(failure).toBe(null);
    expect(Buffer.compare(bytesOf(samples), bytes)).toBe(0);
  }
});

/** All ways to put things in order: each goes where `may` lets it stand behind those that stand already. */
function* orders<Thing>(things: readonly Thing[], may: (thing: Thing, before: readonly Thing[]) => boolean) {
  function* following(before: readonly Thing[]): Generator<Thing[], void, undefined> {
    if (before.length === things.length) yield [...before];
    for (const thing of things) if (!before.includes(thing) && may(thing, before)) yield* following([...before, thing]);
  }
  yield* following([]);
}

/** Two sentences of half a second, each of them one item in two pieces. */
const TWO = 'One two. Three four.';
const HALF = 24_000;
const two = Buffer.from(Uint8Array.from({ length: 2 * HALF }, (_, i) => (i * 31) & 0x7f));
const piece = (from: number, to: number, item: string) => delta(two.subarray(from, to), item);
const stamps = (words: string[], from: number, item: string) => ({
  type: 'conversation.item.word_timestamps',
  item_id: item,
  words,
  start_seconds: [from + 0.125, from + 0.25],
  end_seconds: [from + 0.25, from + 0.375],
});

/** What is said of it: sounds and ends are in order, words come when they like, but not before their item is begun. */
function* sayings(secondFrom: number): Generator<object[], void, undefined> {
  const chain = [
    piece(0, 7_001, 'tts_1'),
    piece(7_001, HALF, 'tts_1'),
    done('tts_1'),
    piece(HALF, HALF + 9_003, 'tts_2'),
    piece(HALF + 9_003, 2 * HALF, 'tts_2'),
    done('tts_2'),
  ];
  const [first, second] = [stamps(['One', 'two'], 0, 'tts_1'), stamps(['Three', 'four'], secondFrom, 'tts_2')];
  yield* orders([received, ...chain, first, second], (thing, before) => {
    if (thing === received || thing === first) return true;
    if (thing === second) return before.includes(first) && before.includes(chain[2]!);
    return chain.indexOf(thing as never) === 0 || before.includes(chain[chain.indexOf(thing as never) - 1]!);
  });
}

test.each([
  ['all of the sound', 0.5],
  ['their item', 0],
])(
  'samples and words are the same in every legal order, with times that count from the start of %s',
  async (_, from) => {
    const all = [...sayings(from)];
    expect(all.length).toBe(198);
    const { live } = await startLivePair(
      { commit: ({ tell, context }) => all[Number(context.split('-')[1]) - 1]!.forEach((each) => tell(each as never)) },
      { settings: { alignment: 'word' } },
    );
    const heard = await Promise.all(all.map(() => heardOf(live.speak({ input: TWO }, never()))));
    const words = [
      { word: 'One', start: 0, end: 3, from: 0.125, to: 0.25 },
      { word: 'two', start: 4, end: 7, from: 0.25, to: 0.375 },
      { word: 'Three', start: 9, end: 14, from: 0.625, to: 0.75 },
      { word: 'four', start: 15, end: 19, from: 0.75, to: 0.875 },
    ];
    heard.forEach(({ samples, failure, words: told }, i) => {
      const order = all[i]!.map((each) => (each as { type: string }).type.split('.').at(-1));
      expect({ order, failure, told }).toEqual({ order, failure: null, told: words });
      expect(bytesOf(samples).equals(two)).toBe(true);
    });
  },
);

test('the sound of two texts is the same in every order in which their messages can come', async () => {
  const places = [
    ...orders([0, 1, 2, 3, 4, 5, 6, 7], (place, before) => place % 4 === 0 || before.includes(place - 1)),
  ];
  expect(places.length).toBe(70);
  const waiting = new Map<string, Order>();
  const { live } = await startLivePair({
    commit(order) {
      const [name = '', which] = order.text.split(' ');
      if (!which) return spoken(order.text).forEach(order.tell);
      const other = waiting.get(name);
      if (!other) return waiting.set(name, order);
      const pair = which === 'second' ? [other, order] : [order, other];
      for (const place of places[Number(name)]!) {
        const { text, tell } = pair[place < 4 ? 0 : 1]!;
        const bytes = bytesOf(voiceOf(text));
        const messages = [received, delta(bytes.subarray(0, 501)), delta(bytes.subarray(501)), done()];
        tell(messages[place % 4]!);
      }
    },
  });
  // Until the service has named a context, texts go one at a time.
  await heardOf(live.speak({ input: 'Hm.' }, never()));
  const texts = places.flatMap((_, i) => [`${i} first`, `${i} second`]);
  const heard = await Promise.all(texts.map((input) => heardOf(live.speak({ input }, never()))));
  heard.forEach(({ samples, failure }, i) => {
    expect(failure).toBe(null);
    expect(samples).toEqual(voiceOf(texts[i]!));
  });
});

test('an event of 10 MB is heard', async () => {
  const large = Buffer.alloc(10 * 1024 * 1024, SOUND);
  const { live } = await startLivePair({ commit: ({ tell }) => [delta(large), done()].forEach(tell) });
  const { samples, failure } = await heardOf(live.speak({ input: TEXT }, never()));
  expect([failure, bytesOf(samples).equals(large)]).toEqual([null, true]);
});

test.each([
  ['wrong base64', { ...delta(Buffer.of()), delta: 'AA*A' }, { got: 'events' }],
  ['half a JSON', '{"type":"conversation.item.audio_output.delta","delta":"AAAA', { got: 'message' }],
  ['bytes', Buffer.from(JSON.stringify(delta(SOUND))), { got: 'message' }],
])('%s is no silence but a Problem, and not bought again', async (_, message, details) => {
  const { live, server } = await startLivePair({
    commit({ tell, wire }) {
      tell(delta(SOUND));
      if (typeof message === 'string' || Buffer.isBuffer(message)) wire.send(message);
      else tell(message);
      tell(done());
    },
  });
  const { failure } = await heardOf(live.speak({ input: TEXT }, never()));
  expect(failure).toMatchObject({ code: 'service-reply-unusable', retryable: false, details });
  expect(server.said.filter(({ message: { type } }) => type === 'input_text_buffer.commit')).toHaveLength(1);
});
