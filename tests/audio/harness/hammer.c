/*
 * Does to streams all that an owner may, while a device plays them. Meant to be run under a sanitizer. Ends with 0 where
 * each frame was heard once, in its order.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "../../../app/native/stream.h"
#ifdef HARNESS_CHECKS
#include "device.h"
#else
#define DEVICE_LAST 30000
static int device_expects;
static unsigned device_wrong;
#endif

static unsigned state = 1;
static unsigned chance(unsigned below) { return (state = state * 1103515245 + 12345) / 65536 % below; }

static void fail(const char *what) {
  fprintf(stderr, "%s\n", what);
  exit(1);
}

static Stream *opened(void) {
  const StreamOptions options = {.rate = 24000, .channels = 1, .latency = 0.03, .fade = 0.005};
  Failure failure;
  Stream *stream = stream_open(&options, &failure);
  if (stream == NULL) fail(failure.message);
  return stream;
}

/* Writes numbers that count on from `next`, and answers the number that follows. */
static int count_on(Stream *stream, int next, unsigned frames) {
  int16_t samples[2000];
  for (unsigned i = 0; i < frames; i++) samples[i] = (int16_t)((next - 1 + (int)i) % DEVICE_LAST + 1);
  const uint64_t taken = stream_write(stream, samples, frames);
  return (next - 1 + (int)taken) % DEVICE_LAST + 1;
}

/*
 * A running stream that has sound taken back and written again, and is filled more or less deep where that can be done.
 * False where this thread got no processor for so long that the ring ran dry: what is faded then is not what was written.
 */
static bool play_on(void) {
  Stream *stream = opened();
  int next = 1;
  StreamStats stats;
  while (stream_stats(stream, &stats), stats.queued < 40000) next = count_on(stream, next, 1 + chance(2000));
  for (unsigned i = 0; i < 1500; i++) {
    stream_stats(stream, &stats);
    if (stats.queued < 30000) next = count_on(stream, next, 1 + chance(2000));
    if (chance(50) == 0) stream_buffer(stream, 0.01 + chance(90) / 1000.0);
    if (chance(20) == 0) {
      const int back = (int)(stream_take_back(stream, 12000) % DEVICE_LAST);
      next = (next - 1 - back + DEVICE_LAST) % DEVICE_LAST + 1;
    }
    usleep(500);
  }
  stream_end(stream);
  while (stream_stats(stream, &stats), stats.queued > 0) usleep(5000);
  usleep(5000);
  stream_stats(stream, &stats);
  stream_close(stream);
  return stats.underruns <= 1;
}

/* Everything, in any order. */
static void play_about(void) {
  Stream *stream = opened();
  StreamStats stats;
  for (unsigned i = 0; i < 300; i++) {
    switch (chance(9)) {
      case 0: stream_flush(stream); break;
      case 1: stream_pause(stream, true); break;
      case 2: stream_pause(stream, false); break;
      case 3: stream_volume(stream, chance(100) / 99.0); break;
      case 4: stream_take_back(stream, chance(3000)); break;
      case 5: stream_end(stream); break;
      case 6: stream_buffer(stream, chance(100) / 1000.0); break;
      default: count_on(stream, 1, 1 + chance(2000));
    }
    stream_stats(stream, &stats);
    usleep(chance(800));
  }
  stream_close(stream);
}

int main(int count, char **arguments) {
  const int rounds = count > 1 ? atoi(arguments[1]) : 2;
  for (int i = 0; i < rounds; i++) {
    for (unsigned tries = 0; tries < 10; tries++) {
      device_wrong = 0;
      device_expects = 1;
      if (play_on()) break;
    }
    if (device_wrong > 0) fail("a frame was lost or heard twice");
    device_expects = 0;
    play_about();
  }
  return 0;
}
