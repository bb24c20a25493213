import { unusable } from './unusable.ts';

/** One event of a stream; bytes, since the sound in it need not become text. */
export interface ServerEvent {
  /** `message` where the stream does not name it. */
  event: string;
  /** All `data` lines, joined by LF. Looks into the chunk that it came in, where it came in one. */
  data: Buffer;
}

/** Bytes of one event: four minutes of speech in base64, which nobody sends at once. */
const LONGEST_EVENT = 16 * 1024 * 1024;
/** Bytes that an unfinished line is given first: a quarter of a second of speech fits. */
const LEAST_ROOM = 32_768;

/** Longer than any name of a field that counts. */
const LONGEST_NAME = 8;
const LF = 0x0a;
const CR = 0x0d;
const COLON = 0x3a;
const SPACE = 0x20;
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const EMPTY = Buffer.alloc(0);

/**
 * Reads an event stream (WHATWG HTML, 9.2.6) from bytes that may be cut anywhere. Comments, `id` and `retry` are
 * passed over: there is no coming back to a stream of speech. Throws the CallProblem `service-reply-unusable` for an
 * event of more than `longest` bytes.
 */
export class EventReader {
  readonly #longest: number;
  /** What there is of a line without its end: the first `#kept` bytes. */
  #line = EMPTY;
  #kept = 0;
  /** Bytes of this event: its lines, and what there is of the next. */
  #size = 0;
  #data: Buffer[] = [];
  #event = '';
  #atStart = true;
  /** The last byte was CR: an LF that follows belongs to it. */
  #afterCr = false;

  constructor(longest = LONGEST_EVENT) {
    this.#longest = longest;
  }

  /** The events that these bytes complete. */
  push(bytes: Uint8Array): ServerEvent[] {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const events: ServerEvent[] = [];
    let at = 0;
    if (this.#afterCr && chunk.length > 0) {
      this.#afterCr = false;
      if (chunk[0] === LF) at = 1;
    }
    // Most streams have no CR at all; whoever looks for the next one must not look through the whole chunk each line.
    let cr = chunk.indexOf(CR, at);
    while (at < chunk.length) {
      if (cr >= 0 && cr < at) cr = chunk.indexOf(CR, at);
      const lf = cr === at ? -1 : chunk.indexOf(LF, at);
      const end = cr >= 0 && (lf < 0 || cr < lf) ? cr : lf;
      if (end < 0) break;
      this.#read(this.#whole(chunk.subarray(at, end)), events);
      at = end + 1;
      if (end === cr && chunk[at] === LF) at++;
      else if (end === cr && at === chunk.length) this.#afterCr = true;
    }
    if (at < chunk.length) this.#keep(chunk.subarray(at));
    return events;
  }

  /**
   * What a stream that ended without its last empty line leaves behind, or null: not every service sends that line.
   * Whether it is whole the payload must tell.
   */
  end(): ServerEvent | null {
    const events: ServerEvent[] = [];
    this.#read(this.#whole(EMPTY), events);
    this.#read(EMPTY, events);
    return events[0] ?? null;
  }

  #whole(rest: Buffer): Buffer {
    this.#grow(rest.length);
    let line = rest;
    if (this.#kept > 0) {
      this.#append(rest);
      line = this.#line.subarray(0, this.#kept);
      this.#line = EMPTY;
      this.#kept = 0;
    }
    if (!this.#atStart) return line;
    this.#atStart = false;
    return line.subarray(0, 3).equals(BOM) ? line.subarray(3) : line;
  }

  #keep(part: Buffer): void {
    this.#grow(part.length);
    this.#append(part);
  }

  /** Copies, into room that doubles: a line may come byte by byte. */
  #append(part: Buffer): void {
    const needed = this.#kept + part.length;
    if (needed > this.#line.length) {
      const room = Buffer.allocUnsafe(Math.max(LEAST_ROOM, 2 * this.#line.length, needed));
      this.#line.copy(room, 0, 0, this.#kept);
      this.#line = room;
    }
    part.copy(this.#line, this.#kept);
    this.#kept = needed;
  }

  #grow(bytes: number): void {
    this.#size += bytes;
    if (this.#size > this.#longest) throw unusable('an event that is too long', { got: 'events' });
  }

  #read(line: Buffer, events: ServerEvent[]): void {
    if (line.length === 0) return this.#dispatch(events);
    const colon = line.indexOf(COLON);
    const name = line.toString('latin1', 0, Math.min(colon < 0 ? line.length : colon, LONGEST_NAME));
    const value = colon < 0 ? EMPTY : line.subarray(line[colon + 1] === SPACE ? colon + 2 : colon + 1);
    if (name === 'data') this.#data.push(value);
    else if (name === 'event') this.#event = value.toString('utf8');
    // What is not kept does not count; a stream may be kept alive with comments for hours.
    else this.#size -= line.length;
  }

  #dispatch(events: ServerEvent[]): void {
    const [first = EMPTY, ...more] = this.#data;
    const data = more.length === 0 ? first : Buffer.concat([first, ...more.flatMap((line) => [NEWLINE, line])]);
    if (this.#data.length > 0) events.push({ event: this.#event || 'message', data });
    this.#data = [];
    this.#event = '';
    this.#size = 0;
  }
}

const NEWLINE = Buffer.from('\n');
