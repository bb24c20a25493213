#include "devices.h"
#include <stdio.h>
#include <string.h>
#include "alsa.h"
#include "gate.h"

/* Seconds. At PulseAudio's own 8 ms a device runs dry three times as often as at this, which is 3 ms later. */
#define QUICKEST 0.01

/* Within the gate. Other host APIs have the same devices again, in other words. */
static bool of_default_host(const PaDeviceInfo *info) { return info != NULL && info->hostApi == Pa_GetDefaultHostApi(); }

/* Within the gate; or paNoDevice. */
static PaDeviceIndex find(const StreamOptions *o) {
  if (!o->device[0]) return o->input ? Pa_GetDefaultInputDevice() : Pa_GetDefaultOutputDevice();
  for (PaDeviceIndex i = 0; i < Pa_GetDeviceCount(); i++) {
    const PaDeviceInfo *info = Pa_GetDeviceInfo(i);
    if (!of_default_host(info) || strcmp(info->name, o->device) != 0) continue;
    if ((o->input ? info->maxInputChannels : info->maxOutputChannels) > 0) return i;
  }
  return paNoDevice;
}

PaError device_open(const StreamOptions *o, double latency, PaStreamCallback *callback, void *user, PaStream **opened) {
  const PaDeviceIndex device = find(o);
  const PaDeviceInfo *info = device < 0 ? NULL : Pa_GetDeviceInfo(device);
  if (info == NULL) return o->device[0] ? paInvalidDevice : paDeviceUnavailable;
  const double quick = info->defaultLowOutputLatency < QUICKEST ? QUICKEST : info->defaultLowOutputLatency;
  const double low = o->input ? alsa_input_latency(info->defaultLowInputLatency) : quick;
  const PaStreamParameters parameters = {
      .device = device,
      .channelCount = (int)o->channels,
      .sampleFormat = paInt16,
      .suggestedLatency = latency < 0 ? low : latency,
  };
  if (o->input) alsa_begin_input();
  const PaError error = Pa_OpenStream(opened, o->input ? &parameters : NULL, o->input ? NULL : &parameters, o->rate,
                                      o->buffer_frames, paClipOff | paDitherOff, callback, user);
  if (o->input) alsa_end_input();
  return error;
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
