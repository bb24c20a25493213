#ifndef LECTERN_GATE_H
#define LECTERN_GATE_H

#include <portaudio.h>

/*
 * PortAudio may be used by one thread at a time; whoever uses it takes the gate before. A thread within the gate is
 * urgent, and so are those that PortAudio begins for it: they inherit that.
 */
void gate_lock(void);
void gate_unlock(void);

/* Within the gate: PortAudio is initialised while anything needs it. */
PaError portaudio_enter(void);
/* Ends one use; with the last the device list is forgotten, so that the next sees what has been plugged in since. */
void portaudio_leave(void);

#endif
