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

/* Guarded by the gate. */
static unsigned users;

PaError portaudio_enter(void) {
  alsa_begin();
  if (users == 0 && !alsa_is_configured()) return paDeviceUnavailable;
  const PaError error = Pa_Initialize();
  if (error == paNoError) users++;
  return error;
}

void portaudio_leave(void) {
  users--;
  Pa_Terminate();
}
