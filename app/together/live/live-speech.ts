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

/** Where in the sound an item and its words are, in seconds. */
class ItemClock {
  #item: string | null = null;
  #total = 0;
  #start = 0;
  #lastWord = 0;
  /** Do the words of this item count from its own start? Null until its first. */
  #own: boolean | null = null;

  turn(item: string): void {
    if (item === this.#item) return;
    this.#item = item;
    this.#start = this.#total;
    this.#own = null;
  }

  sounds(seconds: number): void {
    this.#total += seconds;
  }

  timed(words: readonly TimedWord[]): TimedWord[] {
    if (words.length === 0) return [];
    this.#own ??= words[0]!.from < this.#lastWord;
    const shift = this.#own ? this.#start : 0;
    const timed = words.map(({ word, from, to }) => ({ word, from: from + shift, to: to + shift }));
    this.#lastWord = timed.at(-1)!.to;
    return timed;
  }
}
