#include "devices.h"
#include "gate.h"
#include "stream-state.h"

/* A device that is left has played out so many seconds after its latency; PulseAudio reports too little. */
#define TAIL 0.03
/* Seconds by which a silence may become longer when a device is left: it must not become shorter. */
#define LONGER 0.01

/*
 * Waits until the device's thread gives nothing but silence; for most of the time where so many seconds of it follow
 * anyway, so that they need not become more. False where there was no place for that for a second.
 */
static bool hold(Stream *s, double seconds) {
  atomic_store(&s->sound.room, (uint64_t)(seconds * s->options.rate));
  atomic_store(&s->sound.hold, HOLD_WANTED);
  for (unsigned tries = 0; tries < 200 && atomic_load(&s->sound.hold) == HOLD_WANTED; tries++) {
    if (tries == 150) atomic_store(&s->sound.room, 0);
    Pa_Sleep(5);
  }
  int wanted = HOLD_WANTED;
  return !atomic_compare_exchange_strong(&s->sound.hold, &wanted, HOLD_NONE);
}

/*
 * Waits until a device that is held has asked for as much silence as it keeps, so that the sound before it is out. The
 * device's own clock tells that: where the sound server had no processor for a while, ours would be ahead of it.
 */
static bool play_out(Stream *s, double seconds) {
  const uint64_t end = s->given + (uint64_t)(seconds * s->options.rate);
  for (unsigned tries = 0; tries < 200 && s->given < end && !s->finished; tries++) Pa_Sleep(5);
  return s->given >= end;
}

bool stream_move(Stream *s, double latency) {
  PaStream *device = NULL;
  gate_lock();
  const bool opened = !s->closed && device_open(&s->options, latency, stream_callback, s, &device) == paNoError;
  gate_unlock();
  if (!opened) return false;
  const double silence = s->latency + TAIL;
  const bool may = hold(s, silence) && play_out(s, silence);
  gate_lock();
  const bool move = may && !s->closed;
  PaStream *old = move ? s->device : device;
  if (move) {
    /* A start that fails shows itself: the stream is not active any more. */
    Pa_AbortStream(old);
    sound_unheard(&s->sound, (uint64_t)((s->latency + LONGER) * s->options.rate));
    stream_start(s, device);
  }
  atomic_store(&s->sound.hold, HOLD_NONE);
  Pa_CloseStream(old);
  gate_unlock();
  return move;
}
