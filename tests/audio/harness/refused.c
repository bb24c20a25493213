/* Writes through app/native/alsa.c to a device that refuses now and then. Ends with 0 where not a frame was lost. */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include "../../../app/native/alsa.h"

extern short refusing_taken[];
extern unsigned long refusing_count, refusing_recoveries, refusing_every;
extern bool refusing_gone;
/* What PortAudio calls in place of ALSA. */
long lectern_writei(void *pcm, const void *frames, unsigned long count);
int lectern_hw_params_test_access(void *pcm, void *parameters, unsigned access);

static int failed(const char *what) {
  fprintf(stderr, "%s\n", what);
  return 1;
}

int main(void) {
  short frames[240];
  unsigned long written = 0;
  alsa_begin();
  refusing_every = 470;
  for (unsigned turn = 0; turn < 100; turn++) {
    for (unsigned i = 0; i < 240; i++) frames[i] = (short)(written + i);
    if (lectern_writei(NULL, frames, 240) != 240) return failed("not all was taken");
    written += 240;
  }
  if (refusing_count != written) return failed("frames were lost or came twice");
  for (unsigned long i = 0; i < written; i++)
    if (refusing_taken[i] != (short)i) return failed("frames were changed");
  if (refusing_recoveries < 40) return failed("it was not refused");
  if (alsa_refusals() != refusing_recoveries) return failed("refusals were not counted");
  if (alsa_refusals() != 0) return failed("refusals were counted twice");
  refusing_every = 1;
  refusing_gone = true;
  if (lectern_writei(NULL, frames, 240) != -EPIPE) return failed("a device that is gone was not told of");
  if (lectern_hw_params_test_access(NULL, NULL, 0) != -EINVAL) return failed("a device may be mapped");
  if (lectern_hw_params_test_access(NULL, NULL, 3) != 0) return failed("a device may not be written to");
  return 0;
}
