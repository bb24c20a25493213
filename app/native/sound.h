#ifndef LECTERN_SOUND_H
#define LECTERN_SOUND_H

#include "ring.h"

/* A volume of 1. */
#define FULL 32768

/* What is to be heard, and how: written by the owner's thread, filled into the device's buffers by the device's. */
typedef struct {
  Ring ring;
  unsigned fade;    /* frames */
  /* Asked for by the owner. */
  atomic_bool paused;
  _Atomic int volume;       /* 0 to FULL */
  _Atomic uint64_t drop_to; /* frames before this one are to be dropped */
  _Atomic uint64_t end;     /* nothing follows the frame before this one, so it is not faded */
  /* The device thread's own. */
  unsigned gain;  /* 0 to `fade`; anything less than `fade` is a fade under way or silence */
  uint64_t ahead; /* frames beyond `taken` that a fade to a pause has sounded already */
  int level;      /* the volume that has been reached */
  bool sounding;
  /* Counted by the device's thread, in frames. */
  _Atomic uint64_t silent, quiet, underruns, dropped;
  _Atomic uint64_t claimed; /* frames before this one may be being given away */
} Sound;

/* A counter that one thread moves and others read. */
static inline void count_up(_Atomic uint64_t *counter, uint64_t count) {
  atomic_fetch_add_explicit(counter, count, memory_order_relaxed);
}

/* A ring of `seconds`; false where there is no memory for it. */
bool sound_make(Sound *sound, double rate, unsigned channels, double seconds, double fade);
/*
 * Takes back what was written and not yet given away, but for `keep` frames and what the device's thread may be at;
 * answers how many. For the owner's thread.
 */
uint64_t sound_take_back(Sound *sound, uint64_t keep);
/* Fills a buffer of the device. Never waits, allocates, locks. */
void sound_fill(Sound *sound, int16_t *out, uint64_t frames);

#endif
