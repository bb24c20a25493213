#include "gate.h"
#include "alsa.h"
#include "urgency.h"

#ifdef _WIN32
#include <windows.h>
static SRWLOCK gate = SRWLOCK_INIT;
static void lock(void) { AcquireSRWLockExclusive(&gate); }
static void unlock(void) { ReleaseSRWLockExclusive(&gate); }
#else
#include <pthread.h>
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static void lock(void) { pthread_mutex_lock(&gate); }
static void unlock(void) { pthread_mutex_unlock(&gate); }
#endif

/* Guarded by the gate. */
static unsigned users;
static Urgency former;

void gate_lock(void) {
  lock();
  former = urgency_raise();
}

void gate_unlock(void) {
  const Urgency restored = former;
  unlock();
  urgency_restore(restored);
}

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
