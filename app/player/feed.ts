import { Problem } from '../model/problem.ts';
import { grown } from '../pcm/seam.ts';
import { fadeIn, silence } from '../pcm/silence.ts';
import { createTempo, readyTempo } from '../pcm/tempo.ts';
import type { Narrator } from '../synthesis/session.ts';
import { until } from './abortable.ts';
import { Course } from './course.ts';
import type { Device } from './device.ts';
import { Lookahead } from './lookahead.ts';
import type { Narration, Place } from './narration.ts';
import { Outlet, type OutletTools } from './outlet.ts';
import { speechFrom } from './speech.ts';
import type { Supply } from './supply.ts';

/** What a feed works with. */
export interface FeedTools extends OutletTools {
  narrator: Narrator;
  supply: Supply;
  speed(): number;
  /** Ends what is being bought when the narration is left for good; a move within it buys nothing twice. */
  buying: AbortSignal;
}

/** Speech goes through the change of speed in pieces of so many seconds, so that the first of them is heard soon. */
const PIECE = 0.2;
/** Sound that starts in the middle of speech fades in over so many ms. */
const FADE = 3;

const NOTHING = new Int16Array(0);

/** One stretch of a narration on its way to a device, from a place to the end; afterwards it is of no more use. */
export class Feed {
  readonly #tools: FeedTools;
  readonly #narration: Narration;
  readonly #device: Device;
  readonly #lookahead: Lookahead;
  readonly #course: Course;
  readonly #outlet: Outlet;
  /** Where it goes on, after what would have come next at another speed. */
  #next: Place;
  #tail: Int16Array = NOTHING;
  #fades: boolean;
  #retuned = new AbortController();
  #finished = false;

  /** `fades`: sound from the middle of speech begins softly. */
  constructor(narration: Narration, device: Device, start: Place & { fades: boolean }, tools: FeedTools) {
    this.#narration = narration;
    this.#device = device;
    this.#tools = tools;
    this.#lookahead = new Lookahead(narration, tools);
    this.#course = new Course(device.rate);
    this.#outlet = new Outlet(device, tools);
    this.#next = start;
    this.#fades = start.fades && start.offset > 0;
  }

  /** The segment whose sound is being waited for or written. */
  get index(): number {
    return this.#next.index;
  }

  /** Seconds that the device has played of it. */
  get sounded(): number {
    return this.#outlet.heard / this.#device.rate;
  }

  /** What sounds now, or null while nothing has. */
  heard(): Place | null {
    const frame = this.#outlet.heard;
    if (frame === 0) return null;
    this.#course.heard(frame);
    return this.#course.at(frame);
  }

  /** Is there no sound to go on with, and more to come? */
  get dry(): boolean {
    return !this.#finished && this.#outlet.dry;
  }

  /** The speed has changed: what is queued beyond a moment is said again at the new one. */
  retune(): void {
    this.#retuned.abort();
  }

  /**
   * Plays it all; settles when the last was heard. Throws what the device throws, and what the narrator throws once all
   * sound before that was heard.
   */
  async run(signal: AbortSignal): Promise<void> {
    // Where it does not load, the first change of speed says so.
    readyTempo().catch(() => undefined);
    for (;;) {
      this.#retuned = new AbortController();
      const either = AbortSignal.any([signal, this.#retuned.signal]);
      try {
        return await this.#stretch(either);
      } catch (thrown) {
        if (signal.aborted || !this.#retuned.signal.aborted) throw thrown;
        this.#turnBack();
      }
    }
  }

  async #stretch(signal: AbortSignal): Promise<void> {
    try {
      while (this.#next.index < this.#narration.segments.length) await this.#segment(this.#next, signal);
      this.#finished = true;
      await this.#device.drain(signal);
    } catch (thrown) {
      if (signal.aborted || isLost(thrown)) throw thrown;
      await this.#outlet.release(signal);
      await this.#device.drain(signal);
      throw thrown;
    }
  }

  async #segment(place: Place, signal: AbortSignal): Promise<void> {
    const { narrator, clock, meters, buying } = this.#tools;
    const { segments, project } = this.#narration;
    const { rate } = this.#device;
    const speed = this.#tools.speed();
    const tail = this.#tail;
    const tempo = grown(tail, await createTempo(speed, rate));
    const { index } = place;
    let offset: number | null = null;
    try {
      meters.step('asked', clock.now());
      const sound = until(narrator.speak(segments[index]!, buying, project), signal);
      for await (const part of speechFrom({ place, narration: this.#narration, tail }, sound, rate)) {
        if (offset === null) {
          meters.step('arrived', clock.now());
          this.#course.mark(this.#outlet.given, { index, offset: part.offset }, speed);
          this.#lookahead.from(index, speed, signal);
        }
        offset = part.offset + part.samples.length / rate;
        for (let at = 0; at < part.samples.length; at += PIECE * rate) {
          await this.#give(tempo.push(part.samples.subarray(at, at + PIECE * rate)), signal);
        }
      }
      await this.#outlet.give(tempo.flush(), signal);
      await this.#pause(index, offset ?? place.offset, speed, signal);
    } finally {
      tempo.close();
    }
    this.#next = { index: index + 1, offset: 0 };
    this.#tail = NOTHING;
  }

  /** The silence that the script wants after a segment, from `offset` seconds into that segment on. */
  async #pause(index: number, offset: number, speed: number, signal: AbortSignal): Promise<void> {
    // A pause that follows the very last speech would only keep the player busy.
    const last = index === this.#narration.segments.length - 1;
    const left = last ? 0 : Math.max(0, this.#narration.endOf(index) - offset);
    this.#course.mark(this.#outlet.given, { index, offset }, speed);
    await this.#outlet.give(silence((1000 * left) / speed, this.#device.rate), signal);
    await this.#outlet.release(signal);
  }

  async #give(samples: Int16Array, signal: AbortSignal): Promise<void> {
    if (samples.length === 0) return;
    await this.#outlet.give(this.#fades ? fadeIn(samples, FADE, this.#device.rate) : samples, signal);
    this.#fades = false;
  }

  /** Takes back what was not heard yet but for a moment, and finds out what would come next. */
  #turnBack(): void {
    this.#tail = this.#outlet.takeBack();
    this.#finished = false;
    const frame = this.#outlet.given;
    this.#next = this.#course.at(frame) ?? this.#next;
    this.#course.cut(frame);
  }
}

/** Did a device go away? */
export const isLost = (thrown: unknown): boolean => thrown instanceof Problem && thrown.code === 'sound-device-lost';
