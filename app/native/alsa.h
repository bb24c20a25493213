#ifndef LECTERN_ALSA_H
#define LECTERN_ALSA_H

/*
 * What PortAudio does badly with ALSA, put right from outside; on other systems there is nothing to do.
 *
 * ALSA refuses to be written to once the device has run dry, and PortAudio's ALSA host then recovers the device but
 * forgets the frames that were refused: the callback gave them, nobody will hear them. Where the device is mapped into
 * memory the same happens, and cannot be told from outside. So build/native.mjs renames two of the imports of our
 * copy of the library, and they come to alsa.c: no device is ever mapped, and what was refused is written again.
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
/* How often the device refused what this thread wrote since this was last asked: it had run dry. */
unsigned alsa_refusals(void);
#else
static inline void alsa_begin(void) {}
static inline bool alsa_is_configured(void) { return true; }
static inline unsigned alsa_refusals(void) { return 0; }
#endif

#endif
