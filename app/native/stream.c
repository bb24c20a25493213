#include "stream.h"
#include "quiet.h"

#ifdef _WIN32
#include <windows.h>
static SRWLOCK gate = SRWLOCK_INIT;
static void lock(void) { AcquireSRWLockExclusive(&gate); }
static void unlock(void) { ReleaseSRWLockExclusive(&gate); }
#else
#include <pthread.h>
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static void lock(void) { pthread_mutex_lock(&gate); }
static void unlock(void) { pthread_mutex_unlock(&gate); }
#endif

struct Stream {
  PaStream *device;
  Ring ring;
  bool input;
  unsigned fade; /* frames */
  double latency;
  /* Asked for by the owner. */
  atomic_bool paused;
  _Atomic uint64_t drop_to; /* frames before this one are to be dropped */
  /* The callback's own. */
  unsigned gain;  /* 0 to `fade`; anything less than `fade` is a fade under way or silence */
  uint64_t ahead; /* frames beyond `taken` that a fade to a pause has sounded already */
  bool sounding;
  double last; /* when it ran last, in seconds of the stream's clock; 0 before that */
  /* Counted by the callback. */
  _Atomic uint64_t given, silent, quiet, underruns, dropped, callbacks, xruns;
  Stream *next;
};

/* Streams that are open, so that none is left running when the process ends. Guarded by the gate. */
static Stream *open_streams;

static void add(_Atomic uint64_t *counter, uint64_t count) {
  atomic_fetch_add_explicit(counter, count, memory_order_relaxed);
}

/* Copies frames and moves the gain by `step` (1 or -1) a frame until it is full or nothing. */
static void ramp(Stream *s, uint64_t index, int16_t *out, uint64_t frames, int step) {
  ring_copy(&s->ring, index, out, frames);
  for (uint64_t i = 0; i < frames && !(step > 0 && s->gain == s->fade); i++) {
    s->gain += step;
    for (unsigned c = 0; c < s->ring.channels; c++, out++) *out = (int16_t)(*out * (int)s->gain / (int)s->fade);
  }
}

/* Fills `out` from the ring and answers how many frames it had; the rest is the caller's to silence. */
static uint64_t sound(Stream *s, int16_t *out, uint64_t frames) {
  const bool paused = atomic_load_explicit(&s->paused, memory_order_relaxed);
  const uint64_t drop_to = atomic_load_explicit(&s->drop_to, memory_order_acquire);
  const uint64_t put = atomic_load_explicit(&s->ring.put, memory_order_acquire);
  uint64_t at = atomic_load_explicit(&s->ring.taken, memory_order_relaxed);
  uint64_t done = 0;
  while (done < frames) {
    int16_t *to = out + done * s->ring.channels;
    const bool flushing = at < drop_to;
    uint64_t count;
    if (flushing || paused) {
      const uint64_t end = flushing ? drop_to : put;
      const uint64_t left = at + s->ahead < end ? end - at - s->ahead : 0;
      count = ring_least(ring_least(frames - done, s->gain), left);
      if (count == 0) {
        s->ahead = 0;
        s->gain = paused ? 0 : s->fade;
        s->sounding = false;
        if (!flushing) break;
        add(&s->dropped, drop_to - at);
        at = drop_to;
        continue;
      }
      ramp(s, at + s->ahead, to, count, -1);
      s->ahead += count;
    } else {
      /* A pause that was taken back while it faded: what sounded fading has sounded. */
      at += s->ahead;
      s->ahead = 0;
      count = ring_least(frames - done, put - at);
      if (count == 0) break;
      ramp(s, at, to, count, 1);
      at += count;
      s->sounding = true;
    }
    done += count;
  }
  const uint64_t rest = frames - done;
  const uint64_t quiet = atomic_load_explicit(&s->quiet, memory_order_relaxed);
  atomic_store_explicit(&s->quiet, rest > 0 && done == 0 ? quiet + rest : rest, memory_order_relaxed);
  /* Last, so that whoever sees the new place sees the new silence too. */
  ring_take_to(&s->ring, at);
  return done;
}

/* Runs on the device's thread: never waits, allocates or locks. */
static int callback(const void *in, void *out, unsigned long frames, const PaStreamCallbackTimeInfo *time,
                    PaStreamCallbackFlags flags, void *user) {
  Stream *s = user;
  /* PulseAudio and others fill in for a callback that comes too late without ever flagging it. */
  const bool late = !s->input && s->last > 0 && time->currentTime - s->last > s->latency;
  s->last = time->currentTime;
  if (s->input) {
    add(&s->dropped, frames - (in == NULL ? 0 : ring_put(&s->ring, in, frames)));
  } else {
    const uint64_t done = sound(s, out, frames);
    const uint64_t rest = frames - done;
    memset((int16_t *)out + done * s->ring.channels, 0, rest * s->ring.channels * sizeof(int16_t));
    add(&s->silent, rest);
    if (rest > 0 && s->sounding) {
      add(&s->underruns, 1);
      s->sounding = false;
    }
  }
  if (late || (flags & ~(PaStreamCallbackFlags)paPrimingOutput)) add(&s->xruns, 1);
  add(&s->given, frames);
  add(&s->callbacks, 1);
  return paContinue;
}

static PaError start(Stream *s, const StreamOptions *o) {
  PaDeviceIndex device = o->device;
  if (device < 0) device = o->input ? Pa_GetDefaultInputDevice() : Pa_GetDefaultOutputDevice();
  const PaDeviceInfo *info = device < 0 ? NULL : Pa_GetDeviceInfo(device);
  if (info == NULL) return paDeviceUnavailable;
  const double low = o->input ? info->defaultLowInputLatency : info->defaultLowOutputLatency;
  const PaStreamParameters parameters = {
      .device = device,
      .channelCount = (int)o->channels,
      .sampleFormat = paInt16,
      .suggestedLatency = o->latency < 0 ? low : o->latency,
  };
  PaError error = Pa_OpenStream(&s->device, o->input ? &parameters : NULL, o->input ? NULL : &parameters, o->rate,
                                o->buffer_frames, paClipOff | paDitherOff, callback, s);
  if (error != paNoError) return error;
  const PaStreamInfo *opened = Pa_GetStreamInfo(s->device);
  if (opened != NULL) s->latency = o->input ? opened->inputLatency : opened->outputLatency;
  error = Pa_StartStream(s->device);
  if (error != paNoError) Pa_CloseStream(s->device);
  return error;
}

static void stop_all(void) {
  lock();
  for (Stream *s = open_streams; s != NULL; s = s->next) Pa_AbortStream(s->device);
  unlock();
}

/*
 * Libraries below us free what a callback may be using when the process ends; so no callback may run by then.
 * Registered after they are loaded, so that it runs before their own. Windows ends all threads first by itself.
 */
static void stop_at_exit(void) {
#ifdef _WIN32
  (void)stop_all;
#else
  static bool registered;
  if (!registered) registered = atexit(stop_all) == 0;
#endif
}

Stream *stream_open(const StreamOptions *o, PaError *error) {
  Stream *s = calloc(1, sizeof *s);
  *error = paInsufficientMemory;
  if (s == NULL) return NULL;
  if (!ring_make(&s->ring, (uint64_t)(2 * o->rate), o->channels)) goto failed;
  s->input = o->input;
  s->fade = o->fade * o->rate < 1 ? 1 : (unsigned)(o->fade * o->rate);
  s->gain = s->fade;
  if ((*error = portaudio_enter()) != paNoError) goto failed;
  lock();
  const int kept = quiet_begin();
  *error = start(s, o);
  quiet_end(kept);
  if (*error == paNoError) {
    s->next = open_streams;
    open_streams = s;
    stop_at_exit();
  }
  unlock();
  if (*error == paNoError) return s;
  portaudio_leave();
failed:
  free(s->ring.samples);
  free(s);
  return NULL;
}

void stream_close(Stream *s) {
  lock();
  Stream **link = &open_streams;
  while (*link != s) link = &(*link)->next;
  *link = s->next;
  Pa_AbortStream(s->device);
  Pa_CloseStream(s->device);
  unlock();
  portaudio_leave();
  free(s->ring.samples);
  free(s);
}

uint64_t stream_write(Stream *s, const int16_t *samples, uint64_t frames) { return ring_put(&s->ring, samples, frames); }

uint64_t stream_read(Stream *s, int16_t *samples, uint64_t frames) {
  const uint64_t at = atomic_load_explicit(&s->ring.taken, memory_order_relaxed);
  const uint64_t count = ring_least(frames, ring_queued(&s->ring));
  ring_copy(&s->ring, at, samples, count);
  ring_take_to(&s->ring, at + count);
  return count;
}

void stream_flush(Stream *s) {
  atomic_store_explicit(&s->drop_to, atomic_load_explicit(&s->ring.put, memory_order_relaxed), memory_order_release);
}

void stream_pause(Stream *s, bool paused) { atomic_store_explicit(&s->paused, paused, memory_order_relaxed); }

void stream_stats(Stream *s, StreamStats *stats) {
  stats->read = atomic_load_explicit(&s->ring.taken, memory_order_acquire);
  stats->queued = ring_queued(&s->ring);
  stats->quiet = atomic_load_explicit(&s->quiet, memory_order_relaxed);
  stats->given = s->given;
  stats->silent = s->silent;
  stats->underruns = s->underruns;
  stats->dropped = s->dropped;
  stats->callbacks = s->callbacks;
  stats->xruns = s->xruns;
  stats->latency = s->latency;
  stats->active = Pa_IsStreamActive(s->device) == 1;
}

bool stream_is_input(const Stream *s) { return s->input; }
unsigned stream_channels(const Stream *s) { return s->ring.channels; }

PaError portaudio_enter(void) {
  lock();
  const int kept = quiet_begin();
  const PaError error = Pa_Initialize();
  quiet_end(kept);
  unlock();
  return error;
}

void portaudio_leave(void) {
  lock();
  Pa_Terminate();
  unlock();
}
