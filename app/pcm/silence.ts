/** Nothing to hear for `ms` milliseconds, mono at `rate` Hz. */
export function silence(ms: number, rate: number): Int16Array {
  return new Int16Array(Math.round((ms * rate) / 1000));
}

/** A copy that rises from silence over its first `ms` milliseconds; mono at `rate` Hz. */
export function fadeIn(samples: Int16Array, ms: number, rate: number): Int16Array {
  const faded = samples.slice();
  const length = Math.min(faded.length, Math.round((ms * rate) / 1000));
  for (let i = 0; i < length; i++) faded[i] = Math.round(faded[i]! * gain(i, length));
  return faded;
}

/** A copy that falls to silence over its last `ms` milliseconds; mono at `rate` Hz. */
export function fadeOut(samples: Int16Array, ms: number, rate: number): Int16Array {
  const faded = samples.slice();
  const length = Math.min(faded.length, Math.round((ms * rate) / 1000));
  const last = faded.length - 1;
  for (let i = 0; i < length; i++) faded[last - i] = Math.round(faded[last - i]! * gain(i, length));
  return faded;
}

/** Half a cosine: it starts and ends flat, so neither end of the fade clicks. */
const gain = (frame: number, length: number) => (1 - Math.cos((Math.PI * frame) / length)) / 2;
