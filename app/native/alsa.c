#include "alsa.h"

#ifdef __linux__
#include <dlfcn.h>
#include <errno.h>
#include <stddef.h>
#include "alsa-functions.h"

Alsa alsa;

static _Thread_local unsigned refusals;

static void ignore_error(const char *file, int line, const char *function, int error, const char *format, ...) {
  (void)file, (void)line, (void)function, (void)error, (void)format;
}
static void ignore_text(const char *text) { (void)text; }

/* ALSA, and JACK by way of it, tell the terminal of all that they can't find; the app has words of its own for that. */
static void be_quiet(void *library) {
  void (*set_handler)(void (*)(const char *, int, const char *, int, const char *, ...)) = NULL;
  void (*set_text_handler)(void (*)(const char *)) = NULL;
  *(void **)&set_handler = dlsym(library, "snd_lib_error_set_handler");
  if (set_handler != NULL) set_handler(ignore_error);
  void *jack = dlopen("libjack.so.0", RTLD_LAZY);
  if (jack == NULL) return;
  *(void **)&set_text_handler = dlsym(jack, "jack_set_error_function");
  if (set_text_handler != NULL) set_text_handler(ignore_text);
  *(void **)&set_text_handler = dlsym(jack, "jack_set_info_function");
  if (set_text_handler != NULL) set_text_handler(ignore_text);
}

void alsa_begin(void) {
  static bool begun;
  void *library = dlopen("libasound.so.2", RTLD_LAZY | RTLD_NOLOAD);
  if (library == NULL || begun) return;
  begun = true;
  *(void **)&alsa.writei = dlsym(library, "snd_pcm_writei");
  *(void **)&alsa.frames_to_bytes = dlsym(library, "snd_pcm_frames_to_bytes");
  *(void **)&alsa.recover = dlsym(library, "snd_pcm_recover");
  *(void **)&alsa.test_access = dlsym(library, "snd_pcm_hw_params_test_access");
  *(void **)&alsa.set_period_size = dlsym(library, "snd_pcm_hw_params_set_period_size");
  *(void **)&alsa.set_period_size_near = dlsym(library, "snd_pcm_hw_params_set_period_size_near");
  *(void **)&alsa.set_start_threshold = dlsym(library, "snd_pcm_sw_params_set_start_threshold");
  *(void **)&alsa.set_avail_min = dlsym(library, "snd_pcm_sw_params_set_avail_min");
  *(void **)&alsa.sw_params = dlsym(library, "snd_pcm_sw_params");
  *(void **)&alsa.get_params = dlsym(library, "snd_pcm_get_params");
  *(void **)&alsa.avail_update = dlsym(library, "snd_pcm_avail_update");
  *(void **)&alsa.poll_revents = dlsym(library, "snd_pcm_poll_descriptors_revents");
  *(void **)&alsa.close = dlsym(library, "snd_pcm_close");
  *(void **)&alsa.config_update = dlsym(library, "snd_config_update_r");
  *(void **)&alsa.config_search = dlsym(library, "snd_config_search");
  *(void **)&alsa.config_delete = dlsym(library, "snd_config_delete");
  *(void **)&alsa.config_update_free = dlsym(library, "snd_config_update_free");
  be_quiet(library);
}

bool alsa_is_configured(void) {
  Config *top = NULL, *found;
  ConfigUpdate *update = NULL;
  /* A PortAudio that came without ALSA needs none. */
  if (alsa.config_update == NULL) return true;
  const bool read = alsa.config_update(&top, &update, NULL) >= 0 && top != NULL;
  const bool configured = read && alsa.config_search(top, "pcm.default", &found) >= 0;
  if (top != NULL) alsa.config_delete(top);
  if (update != NULL) alsa.config_update_free(update);
  return configured;
}

/* Of pa_linux_alsa.h, which is not installed everywhere; a PortAudio without ALSA has none. */
extern void PaAlsa_SetNumPeriods(int count) __attribute__((weak));

static void divide(int parts) {
  if (PaAlsa_SetNumPeriods != NULL) PaAlsa_SetNumPeriods(parts);
}

void alsa_begin_input(void) { divide(100); }
void alsa_begin_output(void) { divide(10); }
/* PortAudio's own choice. */
void alsa_end_opening(void) { divide(4); }

void alsa_count_refusal(void) { refusals++; }

unsigned alsa_refusals(void) {
  const unsigned count = refusals;
  refusals = 0;
  return count;
}

/* PortAudio's snd_pcm_writei. Answers less than `count` only where the device can't be had again. */
EXPORTED long lectern_writei(Pcm *pcm, const void *frames, unsigned long count) {
  unsigned long done = 0;
  for (unsigned attempts = 0; done < count && attempts < 8; attempts++) {
    const long written = alsa.writei(pcm, (const char *)frames + alsa.frames_to_bytes(pcm, (long)done), count - done);
    if (written >= 0) {
      done += (unsigned long)written;
      depth_written(pcm, (unsigned long)written);
      continue;
    }
    refusals++;
    if ((written != -EPIPE && written != -ESTRPIPE) || alsa.recover(pcm, (int)written, 1) < 0) return written;
  }
  return done < count ? -EPIPE : (long)done;
}

/* PortAudio's snd_pcm_hw_params_test_access: nothing can be mapped. */
EXPORTED int lectern_hw_params_test_access(Pcm *pcm, HardwareParameters *parameters, unsigned access) {
  return access < RW_INTERLEAVED ? -EINVAL : alsa.test_access(pcm, parameters, access);
}
#endif
