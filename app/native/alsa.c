#include "alsa.h"

#ifdef __linux__
#include <dlfcn.h>
#include <errno.h>
#include <stddef.h>

#define EXPORTED __attribute__((visibility("default")))

/* Of alsa/pcm.h, which is not installed everywhere: the accesses without a map begin here. */
enum { RW_INTERLEAVED = 3 };

typedef struct snd_pcm Pcm;
typedef struct snd_pcm_hw_params HardwareParameters;
typedef struct snd_config Config;
typedef struct snd_config_update ConfigUpdate;

/* ALSA's own. */
static struct {
  long (*writei)(Pcm *, const void *, unsigned long);
  long (*frames_to_bytes)(Pcm *, long);
  int (*recover)(Pcm *, int, int);
  int (*test_access)(Pcm *, HardwareParameters *, unsigned);
  int (*config_update)(Config **, ConfigUpdate **, const char *);
  int (*config_search)(Config *, const char *, Config **);
  int (*config_delete)(Config *);
  int (*config_update_free)(ConfigUpdate *);
} alsa;

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
/* PortAudio's own choice. */
void alsa_end_input(void) { divide(4); }

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
