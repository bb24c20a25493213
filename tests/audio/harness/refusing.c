/* The little of ALSA that app/native/alsa.c needs, with a device that runs dry: it then refuses until it is recovered. */
#include <errno.h>
#include <stdbool.h>
#include <string.h>

/* What was taken, for the harness to see. */
short refusing_taken[100000];
unsigned long refusing_count, refusing_recoveries;
/* How often it runs dry, in frames; 0 for never. And whether it can be had again. */
unsigned long refusing_every;
bool refusing_gone;

static unsigned long since;
static bool dry;

long snd_pcm_writei(void *pcm, const void *frames, unsigned long count) {
  (void)pcm;
  if (dry) return -EPIPE;
  if (refusing_every > 0 && since >= refusing_every) {
    dry = true;
    return -EPIPE;
  }
  /* ALSA takes less than it is given where there is less room. */
  const unsigned long taken = count > 50 ? 50 : count;
  memcpy(refusing_taken + refusing_count, frames, taken * sizeof *refusing_taken);
  refusing_count += taken;
  since += taken;
  return (long)taken;
}

long snd_pcm_frames_to_bytes(void *pcm, long frames) { return (void)pcm, frames * (long)sizeof(short); }

int snd_pcm_recover(void *pcm, int error, int silent) {
  (void)pcm, (void)silent;
  if (refusing_gone || error != -EPIPE) return error;
  refusing_recoveries++;
  dry = false;
  since = 0;
  return 0;
}

int snd_pcm_hw_params_test_access(void *pcm, void *parameters, unsigned access) {
  return (void)pcm, (void)parameters, (void)access, 0;
}
