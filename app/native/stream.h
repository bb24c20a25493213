#ifndef LECTERN_STREAM_H
#define LECTERN_STREAM_H

#include <portaudio.h>
#include "ring.h"

typedef struct {
  bool input;
  double rate; /* Hz */
  unsigned channels;
  int device;             /* PortAudio's number, or -1 for the default device */
  unsigned buffer_frames; /* frames a callback; 0 leaves it to PortAudio */
  double latency;         /* seconds asked of the device; below 0 for the device's own low latency */
  double fade;            /* seconds */
} StreamOptions;

typedef struct Stream Stream;

typedef struct {
  uint64_t queued;    /* frames in the ring */
  uint64_t read;      /* frames that have left the ring: given to the device, or dropped by a flush */
  uint64_t given;     /* frames given to the device (output) or got from it (input) */
  uint64_t silent;    /* of those given, frames of silence */
  uint64_t quiet;     /* frames of silence since the last frame that came from the ring */
  uint64_t underruns; /* times the ring ran dry while sounding; the very end counts as one */
  uint64_t dropped;   /* frames flushed (output), or lost because nobody read them in time (input) */
  uint64_t callbacks;
  uint64_t xruns; /* callbacks flagged, or later than the device's buffer lasts: it ran dry or over */
  double latency; /* seconds from the callback to the loudspeaker, or from the microphone to it */
  bool active;    /* false once the device is gone */
} StreamStats;

/* Opens and starts a stream with a ring of two seconds. Puts the reason in `error` where it answers NULL. */
Stream *stream_open(const StreamOptions *options, PaError *error);
/* Stops at once, waits for a running callback to end, and frees everything. */
void stream_close(Stream *stream);
/* Output: puts frames in and answers how many there was room for. */
uint64_t stream_write(Stream *stream, const int16_t *samples, uint64_t frames);
/* Input: takes up to `frames` frames out and answers how many there were. */
uint64_t stream_read(Stream *stream, int16_t *samples, uint64_t frames);
/* Output: fades out what sounds and drops all that has been written so far; later writes sound at once. */
void stream_flush(Stream *stream);
/* Output: fades out and keeps everything; fades in again from where the sound left off. */
void stream_pause(Stream *stream, bool paused);
void stream_stats(Stream *stream, StreamStats *stats);
bool stream_is_input(const Stream *stream);
unsigned stream_channels(const Stream *stream);

/* PortAudio may be used by one thread at a time and is initialised while anything needs it. */
PaError portaudio_enter(void);
/* Ends one use; with the last the device list is forgotten, so that the next sees what has been plugged in since. */
void portaudio_leave(void);

#endif
