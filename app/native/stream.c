#include "stream.h"
#include "alsa.h"
#include "devices.h"
#include "gate.h"
#include "sound.h"
#include "urgency.h"

/* Seconds that a ring holds. */
#define CAPACITY 2.0

struct Stream {
  StreamOptions options;
  Sound sound;
  PaStream *device; /* guarded by the gate */
  Depth *depth;     /* or NULL */
  _Atomic double latency; /* of the device's own buffer, as far as it is filled */
  /* Until what is given now is heard, or since what is got now was said, as the device says; below 0 if it doesn't. */
  _Atomic double delay;
  double last; /* when the callback ran last, in seconds of the device's clock; 0 before that */
  _Atomic uint64_t given, callbacks, xruns;
  atomic_bool finished; /* the device has stopped, whoever wanted that */
  atomic_bool urgent;   /* the callback comes before what else the machine is busy with */
  Stream *next;         /* guarded by the gate */
};

/* Streams that are open, so that none is left running when the process ends. Guarded by the gate. */
static Stream *open_streams;

/* Not every host knows the time. */
static void know_delay(Stream *s, double delay) {
  if (delay >= 0 && delay < 2) s->delay = delay;
}

/* Runs on the device's thread: never waits, allocates or locks. `user` is the stream. */
static int callback(const void *in, void *out, unsigned long frames, const PaStreamCallbackTimeInfo *time,
                    PaStreamCallbackFlags flags, void *user) {
  Stream *s = user;
  const bool input = s->options.input;
  /* Not all fill-ins for a callback that comes too late are flagged; where the depth is known, that is looked at, too. */
  const bool late = !input && s->depth == NULL && s->last > 0 && time->currentTime - s->last > s->latency;
  const bool xrun = alsa_refusals() > 0 || late || (flags & ~(PaStreamCallbackFlags)paPrimingOutput);
  const bool heard = input || s->sound.sounding;
  s->last = time->currentTime;
  if (input) {
    know_delay(s, time->currentTime - time->inputBufferAdcTime);
    count_up(&s->sound.dropped, frames - (in == NULL ? 0 : ring_put(&s->sound.ring, in, frames)));
  } else {
    know_delay(s, time->outputBufferDacTime - time->currentTime + frames / s->options.rate);
    sound_fill(&s->sound, out, frames);
  }
  if (xrun && heard) count_up(&s->xruns, 1);
  count_up(&s->given, frames);
  count_up(&s->callbacks, 1);
  return paContinue;
}

static void finished(void *user) { ((Stream *)user)->finished = true; }

static void stop_all(void) {
  gate_lock();
  for (Stream *s = open_streams; s != NULL; s = s->next) Pa_AbortStream(s->device);
  gate_unlock();
}

/*
 * Within the gate. Libraries below us free what a callback may be using when the process ends; so no callback may run by
 * then. Registered after they are loaded, so that it runs before their own. Windows ends all threads first by itself.
 */
static void list(Stream *s) {
  s->next = open_streams;
  open_streams = s;
#ifdef _WIN32
  (void)stop_all;
#else
  static bool registered;
  if (!registered) registered = atexit(stop_all) == 0;
#endif
}

/* Within the gate. */
static PaError start(Stream *s) {
  Device device;
  PaError error = device_open(&s->options, callback, s, &device);
  if (error != paNoError) return error;
  s->device = device.stream;
  s->depth = device.depth;
  s->latency = device.latency;
  s->urgent = urgency_is_raised();
  Pa_SetStreamFinishedCallback(s->device, finished);
  error = Pa_StartStream(s->device);
  if (error != paNoError) Pa_CloseStream(s->device);
  return error;
}

Stream *stream_open(const StreamOptions *o, Failure *failure) {
  Stream *s = calloc(1, sizeof *s);
  PaError error = paInsufficientMemory;
  if (s != NULL && sound_make(&s->sound, o->rate, o->channels, CAPACITY, o->fade)) {
    s->options = *o;
    s->delay = -1;
    gate_lock();
    error = portaudio_enter();
    if (error == paNoError && (error = start(s)) != paNoError) portaudio_leave();
    if (error == paNoError) list(s);
    else *failure = failure_of(error);
    gate_unlock();
  } else {
    *failure = failure_of(error);
  }
  if (error == paNoError) return s;
  if (s != NULL) free(s->sound.ring.samples);
  free(s);
  return NULL;
}

void stream_close(Stream *s) {
  gate_lock();
  Stream **link = &open_streams;
  while (*link != s) link = &(*link)->next;
  *link = s->next;
  Pa_AbortStream(s->device);
  Pa_CloseStream(s->device);
  portaudio_leave();
  gate_unlock();
  free(s->sound.ring.samples);
  free(s);
}

bool stream_buffer(Stream *s, double seconds) {
  if (s->depth == NULL) return false;
  s->latency = (double)depth_set(s->depth, (unsigned long)(seconds * s->options.rate)) / s->options.rate;
  return true;
}

uint64_t stream_write(Stream *s, const int16_t *samples, uint64_t frames) {
  return ring_put(&s->sound.ring, samples, frames);
}

uint64_t stream_read(Stream *s, int16_t *samples, uint64_t frames) {
  Ring *ring = &s->sound.ring;
  const uint64_t at = atomic_load_explicit(&ring->taken, memory_order_relaxed);
  const uint64_t count = ring_least(frames, ring_queued(ring));
  ring_copy(ring, at, samples, count);
  ring_take_to(ring, at + count);
  return count;
}

uint64_t stream_take_back(Stream *s, uint64_t keep) { return sound_take_back(&s->sound, keep); }

void stream_volume(Stream *s, double volume) {
  atomic_store_explicit(&s->sound.volume, (int)(volume * FULL), memory_order_relaxed);
}

static void mark_all(Stream *s, _Atomic uint64_t *mark) {
  atomic_store_explicit(mark, atomic_load_explicit(&s->sound.ring.put, memory_order_relaxed), memory_order_release);
}

void stream_end(Stream *s) { mark_all(s, &s->sound.end); }
void stream_flush(Stream *s) { mark_all(s, &s->sound.drop_to); }
void stream_pause(Stream *s, bool paused) { atomic_store_explicit(&s->sound.paused, paused, memory_order_relaxed); }

void stream_stats(Stream *s, StreamStats *stats) {
  stats->read = atomic_load_explicit(&s->sound.ring.taken, memory_order_acquire);
  stats->queued = ring_queued(&s->sound.ring);
  stats->quiet = s->sound.quiet;
  stats->given = s->given;
  stats->silent = s->sound.silent;
  stats->underruns = s->sound.underruns;
  stats->dropped = s->sound.dropped;
  stats->callbacks = s->callbacks;
  stats->xruns = s->xruns;
  stats->buffer = s->latency;
  stats->urgent = s->urgent;
  /* An output's buffer is full, an input's next to empty where somebody looks in time. */
  const bool told = s->options.input ? s->delay >= 0 : s->delay > s->latency;
  stats->latency = told ? s->delay : s->latency;
  stats->active = !s->finished;
}

bool stream_is_input(const Stream *s) { return s->options.input; }
unsigned stream_channels(const Stream *s) { return s->options.channels; }
