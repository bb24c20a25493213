/*
 * Preloaded into a sound server: its clock stands while the machine does. A virtual machine whose host takes a
 * processor away for 200 ms finds that every device has gone on meanwhile, and played what nobody could give it. That
 * is no fault of who plays, and on a busy host it happens all the time; a card that shares the fate of the processor it
 * is pinned to lets all other faults be heard. How long it stood altogether, in ms, is kept in the file STANDING.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* ns between two looks at the clock, and what a look may be late by itself. */
#define TICK 2000000
#define LATE 4000000

static int (*real)(clockid_t, struct timespec *);
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int64_t looked, stood, stood_before; /* ns; in earlier processes */
static int file = -1;

static int64_t look(void) {
  struct timespec time;
  pthread_mutex_lock(&lock);
  real(CLOCK_MONOTONIC, &time);
  const int64_t now = time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
  const int64_t late = looked == 0 ? 0 : now - looked - TICK;
  looked = now;
  if (late > LATE) {
    stood += late;
    char text[32];
    const int length = snprintf(text, sizeof text, "%lld\n", (long long)((stood_before + stood) / 1000000));
    if (file >= 0) (void)!pwrite(file, text, (size_t)length, 0);
  }
  const int64_t shown = now - stood;
  pthread_mutex_unlock(&lock);
  return shown;
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  if (clock != CLOCK_MONOTONIC) return real(clock, time);
  const int64_t now = look();
  time->tv_sec = now / 1000000000;
  time->tv_nsec = now % 1000000000;
  return 0;
}

/* Before all others on its processor, so that only a processor that is not there keeps it from looking. */
static void *watch(void *unused) {
  const struct sched_param first = {.sched_priority = 50};
  const struct timespec tick = {.tv_nsec = TICK};
  pthread_setschedparam(pthread_self(), SCHED_RR, &first);
  for (;;) {
    nanosleep(&tick, NULL);
    look();
  }
  return unused;
}

__attribute__((constructor)) static void begin(void) {
  pthread_t thread;
  *(void **)&real = dlsym(RTLD_NEXT, "clock_gettime");
  const char *path = getenv("STANDING");
  if (path != NULL) file = open(path, O_RDWR | O_CREAT, 0600);
  char text[32] = "";
  if (file >= 0 && pread(file, text, sizeof text - 1, 0) > 0) stood_before = atoll(text) * 1000000;
  pthread_create(&thread, NULL, watch, NULL);
}
