#ifndef LECTERN_ALSA_FUNCTIONS_H
#define LECTERN_ALSA_FUNCTIONS_H

/*
 * ALSA's own functions, for those that PortAudio calls in their place; and the little that they need of alsa/pcm.h, which
 * is not installed everywhere.
 */
#ifdef __linux__
#include <poll.h>

#define EXPORTED __attribute__((visibility("default")))

/* The accesses without a map begin here. */
enum { RW_INTERLEAVED = 3 };

typedef struct snd_pcm Pcm;
typedef struct snd_pcm_hw_params HardwareParameters;
typedef struct snd_pcm_sw_params SoftwareParameters;
typedef struct snd_config Config;
typedef struct snd_config_update ConfigUpdate;

typedef struct {
  long (*writei)(Pcm *, const void *, unsigned long);
  long (*frames_to_bytes)(Pcm *, long);
  int (*recover)(Pcm *, int, int);
  int (*test_access)(Pcm *, HardwareParameters *, unsigned);
  int (*set_period_size)(Pcm *, HardwareParameters *, unsigned long, int);
  int (*set_period_size_near)(Pcm *, HardwareParameters *, unsigned long *, int *);
  int (*set_start_threshold)(Pcm *, SoftwareParameters *, unsigned long);
  int (*set_avail_min)(Pcm *, SoftwareParameters *, unsigned long);
  int (*sw_params)(Pcm *, SoftwareParameters *);
  int (*get_params)(Pcm *, unsigned long *, unsigned long *);
  long (*avail_update)(Pcm *);
  int (*poll_revents)(Pcm *, struct pollfd *, unsigned, unsigned short *);
  int (*close)(Pcm *);
  int (*config_update)(Config **, ConfigUpdate **, const char *);
  int (*config_search)(Config *, const char *, Config **);
  int (*config_delete)(Config *);
  int (*config_update_free)(ConfigUpdate *);
} Alsa;

extern Alsa alsa;

/* On the device's thread: it has run dry. */
void alsa_count_refusal(void);
/* On the device's thread: so many frames were written to it. */
void depth_written(Pcm *pcm, unsigned long frames);
#endif

#endif
