/* PortAudio with a device made of nothing but a thread, whose sound is checked: each sample but zero follows its last. */
#include <portaudio.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>
#include "device.h"

typedef struct {
  PaStreamCallback *callback;
  PaStreamFinishedCallback *finished;
  void *user;
  PaStreamInfo info;
  pthread_t thread;
  atomic_bool running;
} Device;

static const PaDeviceInfo described = {2, "nothing", 0, 1, 1, 0.005, 0.005, 0.05, 0.05, 24000};
_Atomic int device_expects;
_Atomic unsigned device_wrong;

static void check(const int16_t *samples, unsigned count) {
  for (unsigned i = 0; i < count; i++) {
    const int expected = atomic_load(&device_expects);
    if (samples[i] == 0 || expected == 0) continue;
    if (samples[i] != expected) atomic_fetch_add(&device_wrong, 1);
    atomic_store(&device_expects, samples[i] % DEVICE_LAST + 1);
  }
}

static void *run(void *argument) {
  Device *device = argument;
  int16_t samples[256];
  unsigned random = 1;
  PaStreamCallbackTimeInfo time = {0};
  while (atomic_load(&device->running)) {
    const unsigned frames = 16 + (random = random * 1103515245 + 12345) / 65536 % 240;
    time.currentTime += 0.001;
    device->callback(samples, samples, frames, &time, random % 97 == 0 ? paOutputUnderflow : 0, device->user);
    check(samples, frames);
    usleep(1000);
  }
  device->finished(device->user);
  return NULL;
}

PaError Pa_Initialize(void) { return paNoError; }
PaError Pa_Terminate(void) { return paNoError; }
PaDeviceIndex Pa_GetDeviceCount(void) { return 1; }
PaDeviceIndex Pa_GetDefaultInputDevice(void) { return 0; }
PaDeviceIndex Pa_GetDefaultOutputDevice(void) { return 0; }
PaHostApiIndex Pa_GetDefaultHostApi(void) { return 0; }
const PaDeviceInfo *Pa_GetDeviceInfo(PaDeviceIndex device) { return device == 0 ? &described : NULL; }
const char *Pa_GetErrorText(PaError error) { return error == paNoError ? "none" : "some"; }
const PaHostErrorInfo *Pa_GetLastHostErrorInfo(void) { return NULL; }

PaError Pa_OpenStream(PaStream **stream, const PaStreamParameters *input, const PaStreamParameters *output, double rate,
                      unsigned long frames, PaStreamFlags flags, PaStreamCallback *callback, void *user) {
  (void)input, (void)output, (void)frames, (void)flags;
  Device *device = calloc(1, sizeof *device);
  device->callback = callback;
  device->user = user;
  device->info = (PaStreamInfo){1, 0.01, 0.01, rate};
  *stream = device;
  return paNoError;
}
const PaStreamInfo *Pa_GetStreamInfo(PaStream *stream) { return &((Device *)stream)->info; }
PaError Pa_SetStreamFinishedCallback(PaStream *stream, PaStreamFinishedCallback *finished) {
  ((Device *)stream)->finished = finished;
  return paNoError;
}
PaError Pa_StartStream(PaStream *stream) {
  Device *device = stream;
  device->running = true;
  return pthread_create(&device->thread, NULL, run, device) == 0 ? paNoError : paInternalError;
}
PaError Pa_AbortStream(PaStream *stream) {
  Device *device = stream;
  if (!atomic_exchange(&device->running, false)) return paStreamIsStopped;
  pthread_join(device->thread, NULL);
  return paNoError;
}
PaError Pa_CloseStream(PaStream *stream) {
  Pa_AbortStream(stream);
  free(stream);
  return paNoError;
}
