/* The little of ALSA that app/native/depth.c needs, with a device that plays when it is told to. */
#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stddef.h>

/* For the harness: frames of its buffer and period, those that it keeps, begins to play with and asks for. */
unsigned long buffered_size = 2400, buffered_period, buffered_kept, buffered_start, buffered_least;
/* Has it run dry, or is it gone? Then it answers this. */
int buffered_error;
bool buffered_odd; /* it knows no periods of a size that is asked for exactly */

long snd_pcm_writei(void *pcm, const void *frames, unsigned long count) {
  (void)pcm, (void)frames;
  buffered_kept += count;
  return (long)count;
}
long snd_pcm_frames_to_bytes(void *pcm, long frames) { return (void)pcm, frames * (long)sizeof(short); }
int snd_pcm_recover(void *pcm, int error, int silent) { return (void)pcm, (void)silent, error; }
int snd_pcm_hw_params_test_access(void *pcm, void *parameters, unsigned access) {
  return (void)pcm, (void)parameters, (void)access, 0;
}
int snd_pcm_hw_params_set_period_size(void *pcm, void *parameters, unsigned long frames, int direction) {
  (void)pcm, (void)parameters, (void)direction;
  if (buffered_odd) return -EINVAL;
  buffered_period = frames;
  return 0;
}
int snd_pcm_hw_params_set_period_size_near(void *pcm, void *parameters, unsigned long *frames, int *direction) {
  (void)pcm, (void)parameters, (void)direction;
  buffered_period = *frames;
  return 0;
}
int snd_pcm_get_params(void *pcm, unsigned long *size, unsigned long *period) {
  (void)pcm;
  *size = buffered_size;
  *period = buffered_period;
  return 0;
}
int snd_pcm_sw_params_set_start_threshold(void *pcm, void *parameters, unsigned long frames) {
  (void)pcm, (void)parameters;
  buffered_start = frames;
  return 0;
}
int snd_pcm_sw_params_set_avail_min(void *pcm, void *parameters, unsigned long frames) {
  (void)pcm, (void)parameters;
  buffered_least = frames;
  return 0;
}
int snd_pcm_sw_params(void *pcm, void *parameters) { return (void)pcm, (void)parameters, 0; }
long snd_pcm_avail_update(void *pcm) {
  (void)pcm;
  return buffered_error < 0 ? buffered_error : (long)(buffered_size - buffered_kept);
}
int snd_pcm_poll_descriptors_revents(void *pcm, struct pollfd *fds, unsigned count, unsigned short *events) {
  (void)pcm, (void)fds, (void)count;
  *events = buffered_error < 0 ? POLLERR : buffered_kept < buffered_size ? POLLOUT : 0;
  return 0;
}
int snd_pcm_close(void *pcm) { return (void)pcm, 0; }
