import { expect, test } from 'vitest';
import { type Peer, startHearing } from '../tools/listening-peer.ts';

/** Samples of a word, half a second of them; each of them tells its word. */
const WORD = 8000;
const WORDS = 24;
/** Pieces of a word, as a microphone gives them. */
const PIECES = 5;
/** Pieces that may be under way, together a second of sound: a service needs that long to write. */
const UNDER_WAY = 10;

/** Writes what it hears: a word once most of it was heard, a turn once it has so many words. */
class Scribe {
  readonly #peer: Peer;
  readonly #turn: number;
  readonly #clocked: boolean;
  #words: number[] = [];
  #written = 0;
  #turns = 1;
  #heard = 0;
  #last = { word: 0, samples: 0 };

  constructor(peer: Peer, turn: number, clocked: boolean) {
    this.#peer = peer;
    this.#turn = turn;
    this.#clocked = clocked;
  }

  hear(samples: Int16Array): void {
    for (const word of samples) {
      this.#heard++;
      this.#last = { word, samples: word === this.#last.word ? this.#last.samples + 1 : 1 };
      if (this.#last.samples !== WORD * 0.8) continue;
      this.#words.push(word);
      this.#peer.delta(`i${this.#turns}`, this.#text());
      if (this.#words.length === this.#turn) this.finish();
    }
  }

  finish(): void {
    if (this.#words.length === 0) return;
    const clock = { start: this.#written, duration: this.#heard / 16_000 - this.#written };
    this.#peer.completed(`i${this.#turns++}`, `${this.#text()}.`, this.#clocked ? clock : {});
    this.#written = this.#heard / 16_000;
    this.#words = [];
  }

  #text(): string {
    return this.#words.map((word) => `word${word}`).join(' ');
  }
}

const poll = <Value>(value: () => Value) => expect.poll(value, { interval: 1, timeout: 5000 });

function seeded(seed: number): () => number {
  let state = seed * 7919;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}

/** Says all words into a session whose connections are lost at three places, and gives what was written. */
async function written(seed: number): Promise<{ words: string[]; sessions: number; lost: number }> {
  const random = seeded(seed);
  const clocked = random() < 0.5;
  const turn = 1 + Math.floor(random() * 4);
  const scribes = new Map<Peer, Scribe>();
  const { session, time, peers, events, peer, over, client } = await startHearing({
    random,
    hear({ type, audio }, service) {
      const scribe = scribes.get(service) ?? new Scribe(service, turn, clocked);
      scribes.set(service, scribe);
      if (audio) scribe.hear(new Int16Array(new Uint8Array(Buffer.from(String(audio), 'base64')).buffer));
      if (type === 'input_audio_buffer.commit') scribe.finish();
    },
  });
  const count = (type: string) => events.filter((event) => event.type === type).length;
  let current = await peer(1);
  let sent = 0;
  // Far enough apart for a turn to be finished in between: a service that never gets so far is given up.
  const cuts = new Set([0, 40, 80].map((from) => from + Math.floor(random() * 14)));
  for (let piece = 0; piece < WORDS * PIECES; piece++) {
    session.append(new Int16Array(WORD / PIECES).fill(1 + Math.floor(piece / PIECES)));
    sent++;
    if (piece % UNDER_WAY === 0 || random() < 0.5)
      await poll(() => current.received.length).toBeGreaterThanOrEqual(sent);
    if (!cuts.has(piece)) continue;
    const sessions = count('created');
    if (random() < 0.5) current.drop();
    else current.close(1000);
    await poll(() => count('interrupted')).toBe(sessions);
    await time.advance(1000);
    current = await peer(sessions + 1);
    sent = 0;
  }
  let done = false;
  void session.flush().then(() => (done = true));
  for (let look = count('processed') + 1; !done; look++) {
    // What is answered to this was sent behind all else, both ways.
    await poll(() => current.received.length).toBeGreaterThanOrEqual(sent);
    current.say({ type: 'input_audio_buffer.processed', processed_ms: 0 });
    await poll(() => count('processed')).toBe(look);
    await time.advance(250);
  }
  await client.close();
  await over;
  await poll(() => time.sleepers).toBe(0);
  const words = events.flatMap((event) => (event.type === 'completed' ? (event.text.match(/\w+/g) ?? []) : []));
  return { words, sessions: peers.length, lost: count('lost') };
}

/** As many as are wanted; a fair taste of them is enough for each change. */
const RUNS = Number(process.env['LECTERN_RUNS'] ?? 20);

test(`over ${RUNS} seeded runs with connections lost at any time, every word is written once and in order`, async () => {
  const every = Array.from({ length: WORDS }, (_, i) => `word${i + 1}`);
  let sessions = 0;
  for (let seed = 1; seed <= RUNS; seed++) {
    const run = await written(seed);
    expect({ seed, ...run, sessions: 0 }).toEqual({ seed, words: every, sessions: 0, lost: 0 });
    sessions += run.sessions;
  }
  expect(sessions).toBeGreaterThan(3 * RUNS);
});
