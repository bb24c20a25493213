#ifndef LECTERN_QUIET_H
#define LECTERN_QUIET_H

/*
 * While PortAudio looks for devices on Linux, ALSA and its plug-ins tell the terminal of each that is not there;
 * JACK's has no other switch than the descriptor itself. The app has words of its own for what failed.
 */
#ifdef __linux__
#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

static inline void quiet_handler(const char *file, int line, const char *function, int error, const char *format, ...) {
  (void)file, (void)line, (void)function, (void)error, (void)format;
}

/* For good: what ALSA says later, it says from the device's own thread. */
static inline void quiet_alsa(void) {
  void *alsa = dlopen("libasound.so.2", RTLD_LAZY | RTLD_NOLOAD);
  if (alsa == NULL) return;
  int (*set_handler)(void (*)(const char *, int, const char *, int, const char *, ...)) = NULL;
  *(void **)&set_handler = dlsym(alsa, "snd_lib_error_set_handler");
  if (set_handler != NULL) set_handler(quiet_handler);
  dlclose(alsa);
}

/* Sets stderr aside; answers what quiet_end() puts back. */
static inline int quiet_begin(void) {
  const int kept = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  const int nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (kept >= 0 && nothing >= 0) dup2(nothing, STDERR_FILENO);
  if (nothing >= 0) close(nothing);
  return kept;
}

static inline void quiet_end(int kept) {
  if (kept < 0) return;
  dup2(kept, STDERR_FILENO);
  close(kept);
}
#else
static inline void quiet_alsa(void) {}
static inline int quiet_begin(void) { return -1; }
static inline void quiet_end(int kept) { (void)kept; }
#endif

#endif
