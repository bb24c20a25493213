#include "gate.h"
#include "alsa.h"

#ifdef _WIN32
#include <windows.h>
static SRWLOCK gate = SRWLOCK_INIT;
void gate_lock(void) { AcquireSRWLockExclusive(&gate); }
void gate_unlock(void) { ReleaseSRWLockExclusive(&gate); }
#else
#include <pthread.h>
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
void gate_lock(void) { pthread_mutex_lock(&gate); }
void gate_unlock(void) { pthread_mutex_unlock(&gate); }
#endif

PaError portaudio_enter(void) {
  alsa_begin();
  return Pa_Initialize();
}

void portaudio_leave(void) { Pa_Terminate(); }
