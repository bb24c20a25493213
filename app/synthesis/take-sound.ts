import { type Pcm, TAKE_RATE } from '../model/pcm.ts';
import { Problem } from '../model/problem.ts';
import { toMono } from '../pcm/convert.ts';
import { resampled } from '../pcm/resample.ts';

/**
 * Sound of any rate, of one channel or two, as what takes are made of: mono at TAKE_RATE. None at all is the Problem
 * `service-reply-unusable`, retryable.
 */
export async function* takeSound(sound: AsyncIterable<Pcm>): AsyncGenerator<Pcm, void, undefined> {
  let frames = 0;
  for await (const pcm of resampled(mono(sound), TAKE_RATE)) {
    frames += pcm.samples.length;
    yield pcm;
  }
  if (frames === 0) throw new Problem('service-reply-unusable', 'a reply without sound', { retryable: true });
}

async function* mono(sound: AsyncIterable<Pcm>): AsyncGenerator<Pcm, void, undefined> {
  for await (const pcm of sound) {
    yield pcm.channels === 1 ? pcm : { rate: pcm.rate, channels: 1, samples: toMono(pcm.samples) };
  }
}
