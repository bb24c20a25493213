#include "devices.h"
#include <stdio.h>
#include <string.h>
#include "gate.h"

/* Within the gate. Other host APIs have the same devices again, in other words. */
static bool of_default_host(const PaDeviceInfo *info) { return info != NULL && info->hostApi == Pa_GetDefaultHostApi(); }

PaDeviceIndex device_find(const StreamOptions *o) {
  if (!o->device[0]) return o->input ? Pa_GetDefaultInputDevice() : Pa_GetDefaultOutputDevice();
  for (PaDeviceIndex i = 0; i < Pa_GetDeviceCount(); i++) {
    const PaDeviceInfo *info = Pa_GetDeviceInfo(i);
    if (!of_default_host(info) || strcmp(info->name, o->device) != 0) continue;
    if ((o->input ? info->maxInputChannels : info->maxOutputChannels) > 0) return i;
  }
  return paNoDevice;
}

Failure failure_of(PaError error) {
  const PaHostErrorInfo *host = error == paUnanticipatedHostError ? Pa_GetLastHostErrorInfo() : NULL;
  Failure failure = {.code = error};
  snprintf(failure.message, sizeof failure.message, "PortAudio: %s%s%s", Pa_GetErrorText(error), host ? ": " : "",
           host ? host->errorText : "");
  return failure;
}

Failure portaudio_devices(void (*each)(void *context, PaDeviceIndex number, const PaDeviceInfo *device), void *context) {
  gate_lock();
  const PaError error = portaudio_enter();
  const Failure failure = failure_of(error);
  for (PaDeviceIndex i = 0; error == paNoError && i < Pa_GetDeviceCount(); i++) {
    const PaDeviceInfo *info = Pa_GetDeviceInfo(i);
    if (of_default_host(info)) each(context, i, info);
  }
  if (error == paNoError) portaudio_leave();
  gate_unlock();
  return failure;
}
