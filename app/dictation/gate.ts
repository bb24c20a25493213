import { concat } from '../pcm/frames.ts';
import { loudness } from './level.ts';

/** Sound that is speech. */
export interface Gated {
  /** To be sent, in order. */
  speech: Int16Array;
  /** ms of speech in the turn that is over with it; null where it goes on. */
  ended: number | null;
}

export const HEARING_RATE = 16_000;
/** ms of one look. */
const FRAME = 20;
const SAMPLES = (HEARING_RATE * FRAME) / 1000;
const frames = (ms: number) => Math.round(ms / FRAME);
/** Frames that are sent before speech, so that a soft first sound is whole, and after it. */
const BEFORE = frames(500);
const AFTER = frames(600);
/** Frames after which a turn is ended in its next breath, and in any case: what is final comes no later than that. */
const LONG = frames(12_000);
const LONGEST = frames(25_000);
const BREATH = frames(160);
/** Frames over which the floor of noise is looked for: nobody speaks so long without a gap. */
const FLOOR = frames(4_000);
/** Root mean square, of 32768, that is below any speech: -62 dBFS. */
const LEAST = 26;
/** Speech is so many times as loud as the floor. */
const ABOVE = 2.2;

/**
 * Tells speech from silence by loudness over the floor of noise, in favour of speech: what is sent in vain costs a
 * little, what is not sent is a lost word. Sound at HEARING_RATE.
 */
export class SpeechGate {
  #rest: Int16Array = new Int16Array(0);
  /** Silence that may turn out to stand before speech. */
  #before: Int16Array[] = [];
  /** Loudness of the last frames, for the floor. */
  readonly #past: number[] = [];
  #open = false;
  /** Frames of this turn that were sent, of them loud ones, and quiet ones since the last loud one. */
  #length = 0;
  #loud = 0;
  #quiet = 0;

  push(samples: Int16Array): Gated[] {
    const all = concat([this.#rest, samples]);
    const whole = all.length - (all.length % SAMPLES);
    this.#rest = all.slice(whole);
    const out: Gated[] = [];
    for (let at = 0; at < whole; at += SAMPLES) {
      const gated = this.#frame(all.subarray(at, at + SAMPLES));
      if (gated) out.push(gated);
    }
    return joined(out);
  }

  /** What is left of a turn when nobody speaks any more; null where no turn is open. */
  end(): Gated | null {
    if (!this.#open) return null;
    this.#open = false;
    return { speech: this.#rest, ended: this.#loud * FRAME };
  }

  #frame(frame: Int16Array): Gated | null {
    const loud = this.#isLoud(loudness(frame));
    if (!this.#open) {
      this.#before.push(frame.slice());
      if (this.#before.length > BEFORE) this.#before.shift();
      if (!loud) return null;
      this.#open = true;
      this.#loud = 1;
      this.#quiet = 0;
      this.#length = this.#before.length;
      return { speech: concat(this.#before.splice(0)), ended: null };
    }
    this.#length += 1;
    this.#loud += loud ? 1 : 0;
    this.#quiet = loud ? 0 : this.#quiet + 1;
    const over = this.#quiet >= AFTER;
    const cut = (this.#length >= LONG && this.#quiet >= BREATH) || this.#length >= LONGEST;
    if (!over && !cut) return { speech: frame.slice(), ended: null };
    const ended = this.#loud * FRAME;
    this.#open = !over;
    this.#length = this.#loud = 0;
    return { speech: frame.slice(), ended };
  }

  #isLoud(level: number): boolean {
    this.#past.push(level);
    if (this.#past.length > FLOOR) this.#past.shift();
    // Nobody speaks for a second without a gap either, and half of it is there before the first word.
    const known = this.#past.length >= FLOOR / 4;
    const floor = known ? Math.min(...this.#past) : 0;
    return level >= Math.max(LEAST, floor * ABOVE);
  }
}

/** Neighbours as one, but for the ends of turns. */
function joined(parts: Gated[]): Gated[] {
  const out: Gated[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (!last || last.ended !== null) out.push(part);
    else out[out.length - 1] = { speech: concat([last.speech, part.speech]), ended: part.ended };
  }
  return out;
}
