import { type Pcm, TAKE_RATE } from '../model/pcm.ts';
import { Problem } from '../model/problem.ts';
import type { Speech, Words } from '../model/speech.ts';
import { toMono } from '../pcm/convert.ts';
import { resampled } from '../pcm/resample.ts';
import { trimmed } from '../pcm/trim.ts';

/**
 * Speech of any rate, of one channel or two, as takes have it: mono at TAKE_RATE, without the silence that voices put
 * around it beyond 50 ms, so that playing and exporting pause alike. Words pass through, none before the first sound:
 * up to there a text may yet be asked for in another way. Without any sound it is the Problem `service-reply-unusable`,
 * retryable.
 */
export async function* takeSpeech(speech: AsyncIterable<Speech>): AsyncGenerator<Speech, void, undefined> {
  const waiting: Words[] = [];
  let frames = 0;
  let cut = 0;
  const words = () => waiting.splice(0).map((some) => earlier(some, cut));
  for await (const pcm of trimmed(resampled(mono(speech, waiting), TAKE_RATE), (seconds) => (cut = seconds))) {
    frames += pcm.samples.length;
    yield pcm;
    yield* words();
  }
  if (frames === 0) throw new Problem('service-reply-unusable', 'a reply without sound', { retryable: true });
  yield* words();
}

async function* mono(speech: AsyncIterable<Speech>, words: Words[]): AsyncGenerator<Pcm, void, undefined> {
  for await (const part of speech) {
    if (!('samples' in part)) words.push(part);
    else yield part.channels === 1 ? part : { rate: part.rate, channels: 1, samples: toMono(part.samples) };
  }
}

const earlier = ({ words }: Words, seconds: number): Words => ({
  words: words.map((word) => ({
    ...word,
    from: Math.max(0, word.from - seconds),
    to: Math.max(0, word.to - seconds),
  })),
});
