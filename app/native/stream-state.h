#ifndef LECTERN_STREAM_STATE_H
#define LECTERN_STREAM_STATE_H

#include "sound.h"
#include "stream.h"

struct Stream {
  StreamOptions options;
  Sound sound;
  PaStream *device; /* guarded by the gate */
  _Atomic double latency; /* of the device's own buffer */
  /* Until what is given now is heard, or since what is got now was said, as the device says; below 0 if it doesn't. */
  _Atomic double delay;
  double last; /* when the callback ran last, in seconds of the device's clock; 0 before that */
  _Atomic uint64_t given, callbacks, xruns;
  atomic_bool finished; /* the device has stopped, whoever wanted that */
  atomic_bool urgent;   /* the callback comes before what else the machine is busy with */
  /* Guarded by the gate. */
  unsigned users;
  bool closed;
  Stream *next;
};

/* Runs on the device's thread: never waits, allocates or locks. `user` is the stream. */
int stream_callback(const void *in, void *out, unsigned long frames, const PaStreamCallbackTimeInfo *time,
                    PaStreamCallbackFlags flags, void *user);
/* Makes `device` the stream's, and starts it. Within the gate. */
PaError stream_start(Stream *stream, PaStream *device);

#endif
