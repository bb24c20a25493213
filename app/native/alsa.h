#ifndef LECTERN_ALSA_H
#define LECTERN_ALSA_H

/*
 * What PortAudio does badly with ALSA, put right from outside; on other systems there is nothing to do.
 *
 * ALSA refuses to be written to once the device has run dry, and PortAudio's ALSA host then recovers the device but
 * forgets the frames that were refused: the callback gave them, nobody will hear them. Where the device is mapped into
 * memory the same happens, and cannot be told from outside. So build/native.mjs renames some of the imports of
 * our copy of the library, and they come to alsa.c: no device is ever mapped, and what was refused is written again.
 */
#include <stdbool.h>

#ifdef __linux__
/* Within the gate, before PortAudio is initialised; but for the first time it does nothing. */
void alsa_begin(void);
/*
 * Within the gate: is a loudspeaker configured at all? PortAudio ends the process where ALSA knows no name of a device,
 * as without its package of configuration files (libasound2-data).
 */
bool alsa_is_configured(void);
/*
 * Seconds that the device's buffer of an input shall hold, of `low` that PortAudio thinks enough for one that is quick:
 * words can't be said twice, so none may be lost while a busy machine lets nobody look. Within the gate, between
 * `alsa_begin_input` and `alsa_end_opening`, such a buffer is divided into parts of 10 ms, each of which wakes PortAudio
 * once; into the four that it takes by itself, what is heard would be a quarter of a second old.
 */
static inline double alsa_input_latency(double low) { return low > 1 ? low : 1; }
void alsa_begin_input(void);
/* Likewise that of an output, into parts of 10 ms where it holds 0.1 s. */
void alsa_begin_output(void);
void alsa_end_opening(void);
/* How often the device refused what this thread wrote since this was last asked: it had run dry. */
unsigned alsa_refusals(void);
#else
static inline void alsa_begin(void) {}
static inline bool alsa_is_configured(void) { return true; }
static inline double alsa_input_latency(double low) { return low; }
static inline void alsa_begin_input(void) {}
static inline void alsa_begin_output(void) {}
static inline void alsa_end_opening(void) {}
static inline unsigned alsa_refusals(void) { return 0; }
#endif

#endif
