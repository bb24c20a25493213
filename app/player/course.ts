import type { Place } from './narration.ts';

/** From a frame of the device on, sound of one segment at one speed. */
interface Mark extends Place {
  frame: number;
  speed: number;
}

/** Which place of a narration each frame that a device was given belongs to. */
export class Course {
  readonly #rate: number;
  #marks: Mark[] = [];

  /** `rate` of the device, in Hz. */
  constructor(rate: number) {
    this.#rate = rate;
  }

  /** From `frame` on it goes on at a place, at a speed. */
  mark(frame: number, { index, offset }: Place, speed: number): void {
    this.#marks.push({ frame, index, offset, speed });
  }

  /** The place at a frame; null before the first mark. */
  at(frame: number): Place | null {
    const number = this.#marks.findLastIndex((mark) => mark.frame <= frame);
    const mark = this.#marks[number];
    if (!mark) return null;
    const { index, offset, speed } = mark;
    const next = this.#marks[number + 1];
    const most = next?.index === index ? next.offset : Infinity;
    return { index, offset: Math.min(most, offset + ((frame - mark.frame) / this.#rate) * speed) };
  }

  /** Forgets what was marked at a frame and after it: those frames were taken back. */
  cut(frame: number): void {
    this.#marks = this.#marks.filter((mark) => mark.frame < frame);
  }

  /** Forgets what ended before a frame: it was heard. */
  heard(frame: number): void {
    while (this.#marks.length > 1 && this.#marks[1]!.frame <= frame) this.#marks.shift();
  }
}
