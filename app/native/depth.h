#ifndef LECTERN_DEPTH_H
#define LECTERN_DEPTH_H

/*
 * How far ahead of the loudspeaker a device of ALSA's is filled. A small buffer is quick and runs dry, a large one is
 * patient and late; and whoever goes from one to the other has to open another stream, which no sound server begins at
 * a sample of our choice. PortAudio fills whatever there is. So the buffer is large, and PortAudio is told that there is
 * room in it only as far as it is to be filled now: like its writes (alsa.h) its questions for room come to depth.c.
 */
#include <stdbool.h>

typedef struct Depth Depth;

#ifdef __linux__
/*
 * Within the gate, before an output is opened: what is opened until `depth_end` is filled so many frames deep. False
 * where there is no ALSA.
 */
bool depth_begin(unsigned long frames, double rate);
/* Answers the depth of what was opened; NULL where that can't be told, since this PortAudio does not ask us. */
Depth *depth_end(void);
/*
 * From any thread, while the output is open: deeper at once, less deep as soon as that much has been heard. Answers as
 * far as its buffer allows; where the device takes more at once than that, it is filled deeper all the same.
 */
unsigned long depth_set(Depth *depth, unsigned long frames);
#else
static inline bool depth_begin(unsigned long frames, double rate) { return (void)frames, (void)rate, false; }
static inline Depth *depth_end(void) { return 0; }
static inline unsigned long depth_set(Depth *depth, unsigned long frames) { return (void)depth, frames; }
#endif

#endif
