import type { Pcm } from '../../model/pcm.ts';
import type { Speech, SpokenWord } from '../../model/speech.ts';
import { secondsOf } from '../../pcm/frames.ts';
import type { Heard } from './live-context.ts';
import { type RawSound, StreamedSound, TAKE_SOUND } from '../speech/streamed-sound.ts';
import { type TimedWord, wordPlacer } from '../speech/words.ts';

/**
 * What is heard of a text as sound and words. Items are joined as they come, each from its own first sample on, and
 * WAV headers are taken out. Times of words may count from the start of the item or of all: an item after the first
 * whose words begin before those of the item before it have ended counts for itself.
 */
export async function* speechIn(
  heard: AsyncIterable<Heard>,
  text: string,
  raw: RawSound = TAKE_SOUND,
): AsyncGenerator<Speech, void, undefined> {
  const clock = new ItemClock();
  const place = wordPlacer(text);
  let sound = new StreamedSound(raw);
  let { rate } = raw;
  for await (const news of heard) {
    clock.turn(news.item);
    let pcm: Pcm | null = null;
    if (news.kind === 'words') yield { words: place(clock.timed(news.words)) satisfies SpokenWord[] };
    else if (news.kind === 'sound') pcm = await sound.push(news.bytes);
    else {
      pcm = sound.end();
      sound = new StreamedSound({ ...raw, rate });
    }
    if (!pcm) continue;
    rate = pcm.rate;
    clock.sounds(secondsOf(pcm));
    yield pcm;
  }
  const rest = sound.end();
  if (rest) yield rest;
}

interface Item {
  /** Where its sound begins. */
  start: number;
  /** Do its words count from there? Null until its first. */
  own: boolean | null;
}

/** Where in the sound items and their words are, in seconds; words may come before their sound, and long after it. */
class ItemClock {
  readonly #items = new Map<string, Item>();
  #item: Item = { start: 0, own: null };
  #total = 0;
  #lastWord = 0;

  /** What follows is of this item; where it has no name, of the one before it. */
  turn(name: string): void {
    if (name === '' && this.#items.size > 0) return;
    this.#item = this.#items.get(name) ?? { start: this.#total, own: null };
    this.#items.set(name, this.#item);
  }

  sounds(seconds: number): void {
    this.#total += seconds;
  }

  timed(words: readonly TimedWord[]): TimedWord[] {
    if (words.length === 0) return [];
    this.#item.own ??= words[0]!.from < this.#lastWord;
    const shift = this.#item.own ? this.#item.start : 0;
    const timed = words.map(({ word, from, to }) => ({ word, from: from + shift, to: to + shift }));
    this.#lastWord = timed.at(-1)!.to;
    return timed;
  }
}
