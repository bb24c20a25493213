#include "sound.h"

bool sound_make(Sound *s, double rate, unsigned channels, double seconds, double fade) {
  s->fade = fade * rate < 1 ? 1 : (unsigned)(fade * rate);
  s->gain = s->fade;
  s->volume = s->level = FULL;
  return ring_make(&s->ring, (uint64_t)(seconds * rate), channels);
}

/*
 * The device's thread claims frames before it looks how far it may go, and this looks for claims after it has moved
 * that; so one of the two always sees the other (Dekker's way, for which both need sequential consistency).
 */
uint64_t sound_take_back(Sound *s, uint64_t keep) {
  const uint64_t put = atomic_load_explicit(&s->ring.put, memory_order_relaxed);
  const uint64_t drop_to = atomic_load_explicit(&s->drop_to, memory_order_relaxed);
  for (unsigned tries = 0; tries < 8; tries++) {
    const uint64_t claimed = atomic_load(&s->claimed);
    uint64_t end = atomic_load_explicit(&s->ring.taken, memory_order_acquire) + keep;
    if (end < claimed) end = claimed;
    if (end < drop_to) end = drop_to;
    if (end >= put) return 0;
    atomic_store(&s->ring.put, end);
    if (atomic_load(&s->claimed) <= end) return put - end;
    atomic_store(&s->ring.put, put);
  }
  return 0;
}

/*
 * The gain of the next frame, of which `left` are there. It falls where the sound is to end, and towards the last
 * frame where the ring is about to run dry, so that neither clicks.
 */
static unsigned next_gain(const Sound *s, uint64_t left, bool leaving, bool starving) {
  if (leaving) return s->gain - 1;
  if (starving && left <= s->gain) return s->gain - (unsigned)((s->gain + left - 1) / left);
  return s->gain < s->fade ? s->gain + 1 : s->fade;
}

/* The level that follows on the way to a volume, which takes as long as a fade from silence would. */
static int next_level(const Sound *s, int volume) {
  const int step = FULL / (int)s->fade + 1;
  if (s->level < volume) return volume - s->level < step ? volume : s->level + step;
  return s->level - volume < step ? volume : s->level - step;
}

static void give(const Sound *s, uint64_t index, int16_t *to) {
  const int16_t *from = ring_frame(&s->ring, index);
  for (unsigned c = 0; c < s->ring.channels; c++) {
    int sample = from[c];
    if (s->gain != s->fade) sample = sample * (int)s->gain / (int)s->fade;
    to[c] = (int16_t)(s->level == FULL ? sample : sample * s->level / FULL);
  }
}

/* Answers how many frames it filled; the rest is silence. */
static uint64_t sound_out(Sound *s, int16_t *out, uint64_t frames) {
  const bool paused = atomic_load_explicit(&s->paused, memory_order_relaxed);
  const uint64_t drop_to = atomic_load_explicit(&s->drop_to, memory_order_acquire);
  uint64_t at = atomic_load_explicit(&s->ring.taken, memory_order_relaxed);
  atomic_store(&s->claimed, (at < drop_to ? drop_to : at) + s->ahead + frames);
  const uint64_t put = atomic_load(&s->ring.put);
  const int volume = atomic_load_explicit(&s->volume, memory_order_relaxed);
  const bool starving = atomic_load_explicit(&s->end, memory_order_acquire) != put;
  uint64_t done = 0;
  if (!s->sounding) s->level = volume;
  while (done < frames) {
    const bool flushing = at < drop_to;
    const bool leaving = flushing || paused;
    if (!leaving) {
      /* A pause that was taken back while it faded: what sounded fading has sounded. */
      at += s->ahead;
      s->ahead = 0;
    }
    const uint64_t next = at + s->ahead, end = flushing ? drop_to : put;
    const uint64_t left = next < end ? end - next : 0;
    if (left == 0 || (leaving && s->gain == 0)) {
      s->ahead = 0;
      if (leaving) {
        s->gain = paused ? 0 : s->fade;
        s->sounding = false;
      }
      if (!flushing) break;
      count_up(&s->dropped, drop_to - at);
      at = drop_to;
      continue;
    }
    s->gain = next_gain(s, left, leaving, starving);
    s->level = next_level(s, volume);
    give(s, next, out + done++ * s->ring.channels);
    if (leaving) {
      s->ahead++;
    } else {
      at++;
      s->sounding = true;
    }
  }
  const uint64_t rest = frames - done;
  const uint64_t quiet = atomic_load_explicit(&s->quiet, memory_order_relaxed);
  atomic_store_explicit(&s->quiet, rest > 0 && done == 0 ? quiet + rest : rest, memory_order_relaxed);
  /* Last, so that whoever sees the new place sees the new silence too. */
  ring_take_to(&s->ring, at);
  return done;
}

void sound_fill(Sound *s, int16_t *out, uint64_t frames) {
  const uint64_t done = sound_out(s, out, frames);
  memset(out + done * s->ring.channels, 0, (frames - done) * s->ring.channels * sizeof *out);
  count_up(&s->silent, frames - done);
  if (done < frames && s->sounding) {
    count_up(&s->underruns, 1);
    s->sounding = false;
  }
}
