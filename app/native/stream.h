#ifndef LECTERN_STREAM_H
#define LECTERN_STREAM_H

#include <portaudio.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct {
  bool input;
  double rate; /* Hz */
  unsigned channels;
  char device[256];       /* its name; empty for the default device */
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
  uint64_t xruns; /* times that the device ran dry while sounding, or over, as far as that can be known */
  double buffer;  /* seconds that the device's own buffer holds, as far as it is filled */
  double latency; /* seconds from the ring to the loudspeaker, or from the microphone to it, as far as that is known */
  bool urgent;    /* the callback comes before what else the machine is busy with */
  bool active;    /* false once the device is gone */
} StreamStats;

typedef struct {
  PaError code;
  char message[300];
} Failure;

/* Those that may take a while, and may be called on any thread; the process has one PortAudio, which they share. */

/* Opens and starts a stream with a ring of two seconds. Tells the reason in `failure` where it answers NULL. */
Stream *stream_open(const StreamOptions *options, Failure *failure);
/* Calls `each` for every device of the default host API, which PortAudio looks for anew if nothing is open. */
Failure portaudio_devices(void (*each)(void *context, PaDeviceIndex number, const PaDeviceInfo *device), void *context);

/* Those of the one thread that owns a stream; none of them waits, but for `stream_close`. */

/* Stops at once, waits for a running callback to end, and frees everything. */
void stream_close(Stream *stream);
/* Output: puts frames in and answers how many there was room for. */
uint64_t stream_write(Stream *stream, const int16_t *samples, uint64_t frames);
/* Input: takes up to `frames` frames out and answers how many there were. */
uint64_t stream_read(Stream *stream, int16_t *samples, uint64_t frames);
/* Output: takes back all but the `keep` frames that sound next, or a few more; answers how many. */
uint64_t stream_take_back(Stream *stream, uint64_t keep);
/* Output: 0 to 1, reached within a fade's length. */
void stream_volume(Stream *stream, double volume);
/* Output: nothing follows what has been written so far, so that its last frames are not faded out. */
void stream_end(Stream *stream);
/* Output: fades out what sounds and drops all that has been written so far; later writes sound at once. */
void stream_flush(Stream *stream);
/* Output: fades out and keeps everything; fades in again from where the sound left off. */
void stream_pause(Stream *stream, bool paused);
/*
 * Output: has the device's buffer filled for so many seconds from now on, without a gap. False where that can't be
 * changed.
 */
bool stream_buffer(Stream *stream, double seconds);
void stream_stats(Stream *stream, StreamStats *stats);
bool stream_is_input(const Stream *stream);
unsigned stream_channels(const Stream *stream);

#endif
