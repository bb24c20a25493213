import { concat } from '../../pcm/frames.ts';
import { HEARING_RATE } from './recogniser.ts';

/** How speech is told from silence; the names are Together's. */
export interface TurnDetection {
  /** 0 to 1: how sure it must be that this is speech. */
  threshold: number;
  /** In ms: silence that ends a turn, and speech that makes one. */
  minSilence: number;
  minSpeech: number;
  /** In ms: a longer turn is cut. */
  maxSpeech: number;
  /** In ms: silence that is kept before and after. */
  pad: number;
}

/** Together's defaults. */
export const TURN_DETECTION: TurnDetection = {
  threshold: 0.3,
  minSilence: 500,
  minSpeech: 250,
  maxSpeech: 5000,
  pad: 250,
};

/** Length of a frame, in ms and in samples. */
const FRAME = 20;
const SAMPLES = (HEARING_RATE * FRAME) / 1000;
/** Loudness (root mean square of samples) for a threshold of 1; at Together's default of 0.3 that is -40 dBFS. */
const LOUDEST = 1092;
/** In ms: how far back a turn that is too long is cut, at its quietest. */
const LOOK_BACK = 1000;
/** In ms: what is held at most where nobody says that a turn is over. */
const MOST_HELD = 300_000;

/** Cuts a running sound of HEARING_RATE into turns, by its loudness; without detection only when told to. */
export class Turns {
  #detection: TurnDetection | null;
  /** Samples that do not make a frame yet. */
  #rest = new Int16Array(0);
  #frames: Int16Array[] = [];
  /** Frames of the turn that were loud, and quiet ones at its end; 0 loud ones: there is no turn. */
  #loud = 0;
  #quiet = 0;

  constructor(detection: TurnDetection | null) {
    this.#detection = detection;
  }

  set detection(detection: TurnDetection | null) {
    this.#detection = detection;
  }

  /** The turns that are over with this. */
  push(samples: Int16Array): Int16Array[] {
    const all = concat([this.#rest, samples]);
    const whole = all.length - (all.length % SAMPLES);
    this.#rest = all.slice(whole);
    const turns: Int16Array[] = [];
    for (let at = 0; at < whole; at += SAMPLES) {
      const turn = this.#add(all.slice(at, at + SAMPLES));
      if (turn) turns.push(turn);
    }
    return turns;
  }

  /** The turn so far, or null where there was nothing to hear. */
  commit(): Int16Array | null {
    const heard = this.#detection === null ? this.#frames.length + this.#rest.length > 0 : this.#loud > 0;
    const turn = concat([...this.#frames, this.#rest]);
    this.clear();
    return heard ? turn : null;
  }

  clear(): void {
    this.#rest = new Int16Array(0);
    this.#restart([]);
  }

  #add(frame: Int16Array): Int16Array | null {
    const length = this.#frames.push(frame) * FRAME;
    if (this.#detection === null) return length >= MOST_HELD ? this.commit() : null;
    const { minSilence, maxSpeech, pad } = this.#detection;
    if (this.#isLoud(frame)) {
      this.#loud += 1;
      this.#quiet = 0;
    } else {
      this.#quiet += 1;
    }
    if (this.#loud === 0) {
      this.#frames = this.#frames.slice(-Math.max(1, pad / FRAME));
      return null;
    }
    if (this.#quiet * FRAME >= minSilence) return this.#end();
    return length >= maxSpeech + pad ? this.#cut() : null;
  }

  /** After the silence; what is not kept of that may be the beginning of the next turn. */
  #end(): Int16Array | null {
    const { minSpeech, pad } = this.#detection!;
    const long = this.#loud * FRAME >= minSpeech;
    const kept = this.#frames.length - this.#quiet + Math.min(this.#quiet, Math.round(pad / FRAME));
    const turn = concat(this.#frames.slice(0, kept));
    this.#restart(this.#frames.slice(kept));
    return long ? turn : null;
  }

  #cut(): Int16Array {
    const from = Math.max(1, this.#frames.length - LOOK_BACK / FRAME);
    const last = this.#frames.slice(from).map(loudness);
    const at = from + last.indexOf(Math.min(...last));
    const turn = concat(this.#frames.slice(0, at));
    const { length: quiet } = this.#frames.slice(this.#frames.findLastIndex((frame) => this.#isLoud(frame)) + 1);
    this.#restart(this.#frames.slice(at));
    this.#loud = this.#frames.filter((frame) => this.#isLoud(frame)).length;
    this.#quiet = quiet;
    return turn;
  }

  #restart(frames: Int16Array[]): void {
    this.#frames = frames;
    this.#loud = 0;
    this.#quiet = 0;
  }

  #isLoud = (frame: Int16Array) => loudness(frame) > (this.#detection?.threshold ?? 0) * LOUDEST;
}

function loudness(samples: Int16Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
}
