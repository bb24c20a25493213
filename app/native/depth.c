#include "depth.h"

#ifdef __linux__
#include <stdatomic.h>
#include <stdint.h>
#include <time.h>
#include "alsa-functions.h"

/* Outputs that may be open at once; any more are filled as PortAudio would. */
#define MOST 64
/* Of a period of PortAudio's, how many the device asks for one after the other. */
#define PARTS 4
#define SECOND 1000000000
/* ns for which nobody looks: at most, so that a change of the depth is noticed, and at least. */
#define LONGEST 10000000
#define SHORTEST 500000
/* ns after which what was learnt of a device may be forgotten. */
#define STRETCH 2000000000

struct Depth {
  _Atomic(Pcm *) pcm; /* whose it is, or NULL */
  _Atomic unsigned long frames;
  unsigned long buffer, period; /* frames */
  double rate;
  /* The device's thread's own. */
  unsigned long kept; /* frames that the device keeps */
  int64_t looked, lasts; /* ns: when that was so, and when it will have played all that it was given, or 0 */
  unsigned long most[2]; /* frames that it took at once, at most: in this stretch and in the one before */
  int64_t stretch;       /* ns: when this one ends */
  bool greedy;           /* it has taken at once all that there was */
};

static Depth depths[MOST];
/* Guarded by the gate. */
static Depth *opened;
static unsigned long wanted;
static double rate;
static bool opening;

bool depth_begin(unsigned long frames, double frames_a_second) {
  opened = NULL;
  wanted = frames;
  rate = frames_a_second;
  opening = alsa.avail_update != NULL;
  return opening;
}

Depth *depth_end(void) {
  opening = false;
  return opened;
}

/* As many frames as it may keep; with less than two periods it would have nothing while it asks for the next. */
static unsigned long within(const Depth *d, unsigned long frames) {
  const unsigned long least = 2 * d->period;
  const unsigned long most = frames > least ? frames : least;
  return most < d->buffer ? most : d->buffer;
}

unsigned long depth_set(Depth *d, unsigned long frames) {
  d->frames = frames;
  return within(d, frames);
}

static Depth *depth_of(Pcm *pcm) {
  for (unsigned i = 0; i < MOST; i++)
    if (atomic_load_explicit(&depths[i].pcm, memory_order_acquire) == pcm) return &depths[i];
  return NULL;
}

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * (int64_t)SECOND + time.tv_nsec;
}

static unsigned long most_at_once(const Depth *d) { return d->most[0] > d->most[1] ? d->most[0] : d->most[1]; }

/*
 * A sound server takes as much at once as its own card does, whatever it was asked for: 50 ms and more for a network or
 * some headphones. Where there is less it plays silence each time.
 */
static void learn(Depth *d, unsigned long kept, int64_t time) {
  const unsigned long taken = d->kept > kept ? d->kept - kept : 0;
  const double played = (double)(time - d->looked) * d->rate / SECOND;
  if (time > d->stretch) {
    d->most[1] = d->most[0];
    d->most[0] = 0;
    d->stretch = time + STRETCH;
    /* It may have been a server that was late and made up for it. */
    d->greedy = d->greedy && most_at_once(d) > d->frames / 4 * 3;
  }
  if ((double)taken <= played) return;
  if (kept == 0) d->greedy = true;
  /* Who took all there was may have wanted more. */
  const unsigned long wanted_at_once = kept == 0 ? 2 * taken : taken;
  if (wanted_at_once > d->most[0]) d->most[0] = wanted_at_once;
}

/* Looks how much the device keeps, and whether it has kept anything all the time. Answers ALSA's own word. */
static long look(Depth *d, Pcm *pcm) {
  const long room = alsa.avail_update(pcm);
  const int64_t time = now();
  const unsigned long kept = room >= 0 && (unsigned long)room < d->buffer ? d->buffer - (unsigned long)room : 0;
  if (d->lasts != 0 && time > d->lasts) {
    alsa_count_refusal();
    d->lasts = 0;
  }
  learn(d, kept, time);
  d->kept = kept;
  d->looked = time;
  return room;
}

/* Frames that it shall keep. */
static unsigned long full(const Depth *d) {
  const unsigned long greed = d->greedy ? most_at_once(d) + 2 * d->period : 0;
  return within(d, d->frames > greed ? d->frames : greed);
}

void depth_written(Pcm *pcm, unsigned long frames) {
  Depth *d = depth_of(pcm);
  if (d == NULL) return;
  d->kept += frames;
  d->lasts = now() + (int64_t)((double)d->kept / d->rate * SECOND);
}

/*
 * PortAudio's snd_pcm_hw_params_set_period_size: it gives a period at a time where there is room for as much, which
 * costs the less the larger it is; the device is to ask for it in parts, which is the quicker the smaller they are.
 */
EXPORTED int lectern_hw_params_set_period_size(Pcm *pcm, HardwareParameters *parameters, unsigned long frames,
                                               int direction) {
  if (opening && alsa.set_period_size(pcm, parameters, frames / PARTS, direction) >= 0) return 0;
  return alsa.set_period_size(pcm, parameters, frames, direction);
}

/* PortAudio's snd_pcm_hw_params_set_period_size_near, which it calls where there is no period of that size. */
EXPORTED int lectern_hw_params_set_period_size_near(Pcm *pcm, HardwareParameters *parameters, unsigned long *frames,
                                                    int *direction) {
  unsigned long part = *frames / PARTS;
  return alsa.set_period_size_near(pcm, parameters, opening ? &part : frames, direction);
}

/* PortAudio's snd_pcm_sw_params, which concludes an opening. */
EXPORTED int lectern_sw_params(Pcm *pcm, SoftwareParameters *parameters) {
  Depth *d = opening ? depth_of(NULL) : NULL;
  if (d == NULL || alsa.get_params(pcm, &d->buffer, &d->period) < 0) return alsa.sw_params(pcm, parameters);
  /* One that waited for more than it is filled with would wait forever; PipeWire takes the other for its own period. */
  alsa.set_start_threshold(pcm, parameters, d->period);
  alsa.set_avail_min(pcm, parameters, d->period);
  d->rate = rate;
  d->frames = wanted;
  d->kept = d->most[0] = d->most[1] = 0;
  d->looked = d->lasts = d->stretch = 0;
  d->greedy = false;
  const int error = alsa.sw_params(pcm, parameters);
  if (error < 0) return error;
  atomic_store_explicit(&d->pcm, pcm, memory_order_release);
  opened = d;
  return error;
}

/* PortAudio's snd_pcm_close. */
EXPORTED int lectern_close(Pcm *pcm) {
  Depth *d = depth_of(pcm);
  if (d != NULL) d->pcm = NULL;
  return alsa.close(pcm);
}

/* PortAudio's snd_pcm_avail_update: how many frames there is room for. */
EXPORTED long lectern_avail_update(Pcm *pcm) {
  Depth *d = depth_of(pcm);
  if (d == NULL) return alsa.avail_update(pcm);
  const long room = look(d, pcm);
  if (room < 0) return room;
  return d->kept < full(d) ? (long)(full(d) - d->kept) : 0;
}

/*
 * PortAudio's snd_pcm_poll_descriptors_revents, which it asks whenever something may have happened; where the buffer is
 * larger than the depth, ALSA thinks that there is always room. Answers that there is none until there is, which this
 * waits for as long as it takes to play what is too much.
 */
EXPORTED int lectern_poll_descriptors_revents(Pcm *pcm, struct pollfd *fds, unsigned count, unsigned short *events) {
  const int error = alsa.poll_revents(pcm, fds, count, events);
  Depth *d = depth_of(pcm);
  if (d == NULL || error < 0 || *events != POLLOUT || look(d, pcm) < 0) return error;
  /* A deep one is not looked at as often. */
  const unsigned long portion = full(d) / 4 > d->period ? full(d) / 4 : d->period;
  if (d->kept + portion <= full(d)) return error;
  const double wait = (double)(d->kept + portion - full(d)) / d->rate * SECOND;
  const struct timespec time = {.tv_nsec = wait < SHORTEST ? SHORTEST : wait < LONGEST ? (long)wait : LONGEST};
  nanosleep(&time, NULL);
  *events = 0;
  return error;
}
#endif
