/* Asks app/native/depth.c what PortAudio would of ALSA. Ends with 0 where a device is filled as far as was wanted. */
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "../../../app/native/alsa.h"
#include "../../../app/native/depth.h"

extern unsigned long buffered_size, buffered_period, buffered_kept, buffered_start, buffered_least;
extern int buffered_error;
extern bool buffered_odd;
/* What PortAudio calls in place of ALSA. */
long lectern_writei(void *pcm, const void *frames, unsigned long count);
int lectern_hw_params_set_period_size(void *pcm, void *parameters, unsigned long frames, int direction);
int lectern_hw_params_set_period_size_near(void *pcm, void *parameters, unsigned long *frames, int *direction);
int lectern_sw_params(void *pcm, void *parameters);
long lectern_avail_update(void *pcm);
int lectern_poll_descriptors_revents(void *pcm, struct pollfd *fds, unsigned count, unsigned short *events);
int lectern_close(void *pcm);

static char pcms[100];
static short frames[2400];

static void expect(const char *what, long found, long expected) {
  if (found == expected) return;
  fprintf(stderr, "%s: %ld, not %ld\n", what, found, expected);
  exit(1);
}

static unsigned short events_of(void *pcm) {
  unsigned short events = 0;
  lectern_poll_descriptors_revents(pcm, NULL, 0, &events);
  return events;
}

static Depth *opened(void *pcm, unsigned long depth, bool odd) {
  unsigned long period = 240;
  int direction = 0;
  buffered_odd = odd;
  depth_begin(depth, 24000);
  if (lectern_hw_params_set_period_size(pcm, NULL, period, 0) < 0)
    lectern_hw_params_set_period_size_near(pcm, NULL, &period, &direction);
  expect("PortAudio's period", (long)period, 240);
  lectern_sw_params(pcm, NULL);
  return depth_end();
}

static void fills_as_far_as_is_wanted(bool odd) {
  void *pcm = pcms;
  buffered_kept = 0;
  Depth *depth = opened(pcm, 240, odd);
  expect("the device's period", (long)buffered_period, 60);
  expect("frames to begin with", (long)buffered_start, 60);
  expect("frames to ask for", (long)buffered_least, 60);
  expect("room at first", lectern_avail_update(pcm), 240);
  lectern_writei(pcm, frames, 240);
  expect("room once filled", lectern_avail_update(pcm), 0);
  expect("ready once filled", events_of(pcm), 0);
  buffered_kept = 150;
  expect("ready when there is room again", events_of(pcm), POLLOUT);
  expect("room again", lectern_avail_update(pcm), 90);
  expect("as deep as was asked", (long)depth_set(depth, 960), 960);
  expect("room where it is deeper", lectern_avail_update(pcm), 810);
  lectern_writei(pcm, frames, 810);
  buffered_kept -= 60;
  expect("ready for each little", events_of(pcm), 0);
  depth_set(depth, 240);
  expect("room where it is less deep", lectern_avail_update(pcm), 0);
  expect("as deep as can be", (long)depth_set(depth, 100000), 2400);
  expect("room in all of it", lectern_avail_update(pcm), 2400 - 900);
  expect("as little as can be", (long)depth_set(depth, 1), 120);
  lectern_close(pcm);
  buffered_kept = 0;
  expect("room that is not told of any more", lectern_avail_update(pcm), 2400);
}

static void follows_what_takes_much_at_once(void) {
  void *pcm = pcms;
  buffered_kept = 0;
  opened(pcm, 240, false);
  lectern_writei(pcm, frames, 240);
  usleep(20000);
  buffered_kept -= 200;
  expect("room where no more was taken than was played", lectern_avail_update(pcm), 200);
  lectern_writei(pcm, frames, 200);
  buffered_kept -= 200;
  expect("room where more was taken, but not all", lectern_avail_update(pcm), 200);
  lectern_writei(pcm, frames, 200);
  buffered_kept = 0;
  expect("room where all was taken", lectern_avail_update(pcm), 2 * 240 + 120);
  lectern_writei(pcm, frames, 600);
  buffered_kept -= 500;
  expect("room where more was taken", lectern_avail_update(pcm), 500 + 120 - 100);
  usleep(2100000);
  expect("room a while after that", lectern_avail_update(pcm), 500 + 120 - 100);
  usleep(2100000);
  expect("room long after that", lectern_avail_update(pcm), 240 - 100);
  lectern_close(pcm);
}

static void *deepen(void *depth) {
  for (unsigned i = 0; i < 3000; i++) {
    depth_set(depth, 240 + i % 7 * 240);
    usleep(100);
  }
  return NULL;
}

/* Meant to be run under a sanitizer: one thread says how deep, another fills. */
static void is_used_by_several_threads(void) {
  void *pcm = pcms;
  pthread_t thread;
  buffered_kept = 0;
  Depth *depth = opened(pcm, 240, false);
  if (pthread_create(&thread, NULL, deepen, depth) != 0) exit(1);
  for (unsigned i = 0; i < 200; i++) {
    if (events_of(pcm) == 0) buffered_kept -= 60;
    const long room = lectern_avail_update(pcm);
    expect("is there ever more room than there is", room > (long)(buffered_size - buffered_kept), false);
    lectern_writei(pcm, frames, (unsigned long)room);
  }
  pthread_join(thread, NULL);
  lectern_close(pcm);
}

static void tells_that_it_ran_dry(void) {
  void *pcm = pcms;
  buffered_kept = 0;
  opened(pcm, 2400, false);
  lectern_writei(pcm, frames, 2400);
  alsa_refusals();
  usleep(1000);
  lectern_avail_update(pcm);
  expect("dry while there is sound", alsa_refusals(), 0);
  usleep(110000);
  lectern_avail_update(pcm);
  lectern_avail_update(pcm);
  expect("dry after it", alsa_refusals(), 1);
  buffered_error = -EPIPE;
  expect("room that ALSA knows nothing of", lectern_avail_update(pcm), -EPIPE);
  expect("what happened then", events_of(pcm), POLLERR);
  buffered_error = 0;
  lectern_close(pcm);
}

static void leaves_alone_what_is_none_of_it(void) {
  buffered_kept = 0;
  for (unsigned i = 0; i < sizeof pcms; i++) {
    const bool known = opened(pcms + i, 240, false) != NULL;
    expect("is it known", known, i < 64);
    expect("its room", lectern_avail_update(pcms + i), known ? 240 : 2400);
  }
  for (unsigned i = 0; i < sizeof pcms; i++) lectern_close(pcms + i);
  /* An input, or what PortAudio opens to see what it is. */
  lectern_hw_params_set_period_size(pcms, NULL, 240, 0);
  expect("its period", (long)buffered_period, 240);
  lectern_sw_params(pcms, NULL);
  expect("its room", lectern_avail_update(pcms), 2400);
  expect("is it ready", events_of(pcms), POLLOUT);
}

int main(void) {
  alsa_begin();
  fills_as_far_as_is_wanted(false);
  fills_as_far_as_is_wanted(true);
  follows_what_takes_much_at_once();
  is_used_by_several_threads();
  tells_that_it_ran_dry();
  leaves_alone_what_is_none_of_it();
  return 0;
}
