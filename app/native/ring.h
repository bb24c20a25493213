#ifndef LECTERN_RING_H
#define LECTERN_RING_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/*
 * Frames of signed 16-bit samples between exactly two threads: one puts, the other takes. Neither ever waits.
 * The counts only grow (2^64 frames are 12 million years), so their difference is what is inside.
 */
typedef struct {
  int16_t *samples;
  uint64_t capacity; /* frames */
  unsigned channels;
  _Atomic uint64_t put;   /* frames ever put in; moved by the putting thread only */
  _Atomic uint64_t taken; /* frames ever taken out; moved by the taking thread only */
} Ring;

static inline bool ring_make(Ring *ring, uint64_t capacity, unsigned channels) {
  ring->capacity = capacity;
  ring->channels = channels;
  ring->samples = calloc(capacity * channels, sizeof(int16_t));
  return ring->samples != NULL;
}

static inline uint64_t ring_least(uint64_t a, uint64_t b) { return a < b ? a : b; }

/* Frames inside, as the putting or the taking thread sees them: never more than there are for the latter. */
static inline uint64_t ring_queued(Ring *ring) {
  const uint64_t taken = atomic_load_explicit(&ring->taken, memory_order_acquire);
  return atomic_load_explicit(&ring->put, memory_order_acquire) - taken;
}

static inline int16_t *ring_frame(const Ring *ring, uint64_t index) {
  return ring->samples + (index % ring->capacity) * ring->channels;
}

/* Puts up to `frames` frames in and answers how many there was room for. */
static inline uint64_t ring_put(Ring *ring, const int16_t *from, uint64_t frames) {
  const uint64_t put = atomic_load_explicit(&ring->put, memory_order_relaxed);
  const uint64_t count = ring_least(frames, ring->capacity - ring_queued(ring));
  const uint64_t straight = ring_least(count, ring->capacity - put % ring->capacity);
  const size_t size = ring->channels * sizeof(int16_t);
  memcpy(ring_frame(ring, put), from, straight * size);
  memcpy(ring->samples, from + straight * ring->channels, (count - straight) * size);
  atomic_store_explicit(&ring->put, put + count, memory_order_release);
  return count;
}

/* Copies `frames` frames that start at `index`; the caller knows that they are inside. */
static inline void ring_copy(Ring *ring, uint64_t index, int16_t *to, uint64_t frames) {
  const uint64_t straight = ring_least(frames, ring->capacity - index % ring->capacity);
  const size_t size = ring->channels * sizeof(int16_t);
  memcpy(to, ring_frame(ring, index), straight * size);
  memcpy(to + straight * ring->channels, ring->samples, (frames - straight) * size);
}

/* Moves the end of what was taken, which gives the room back to the putting thread. */
static inline void ring_take_to(Ring *ring, uint64_t index) {
  atomic_store_explicit(&ring->taken, index, memory_order_release);
}

#endif
