#include "devices.h"
#include <stdio.h>
#include <string.h>
#include "alsa.h"
#include "gate.h"

/* Seconds. At PulseAudio's own 8 ms a device runs dry three times as often as at this, which is 3 ms later. */
#define QUICKEST 0.01
/* Seconds that the buffer of an output holds whose depth can be changed. */
#define LARGE 0.1

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

static PaError open(const StreamOptions *o, PaStreamParameters *parameters, PaStreamCallback *callback, void *user,
                    Device *opened) {
  const PaError error = Pa_OpenStream(&opened->stream, o->input ? parameters : NULL, o->input ? NULL : parameters,
                                      o->rate, o->buffer_frames, paClipOff | paDitherOff, callback, user);
  const PaStreamInfo *info = error == paNoError ? Pa_GetStreamInfo(opened->stream) : NULL;
  if (info != NULL) opened->latency = o->input ? info->inputLatency : info->outputLatency;
  return error;
}

/* With a buffer as large as it may ever be filled, where that can be done as far as `latency` says. */
static PaError open_output(const StreamOptions *o, PaStreamParameters *parameters, PaStreamCallback *callback,
                           void *user, Device *opened) {
  const double latency = parameters->suggestedLatency;
  if (!depth_begin((unsigned long)(latency * o->rate), o->rate)) return open(o, parameters, callback, user, opened);
  if (latency < LARGE) parameters->suggestedLatency = LARGE;
  alsa_begin_output();
  const PaError error = open(o, parameters, callback, user, opened);
  alsa_end_opening();
  opened->depth = depth_end();
  parameters->suggestedLatency = latency;
  if (error == paNoError && opened->depth != NULL) {
    opened->latency = (double)depth_set(opened->depth, (unsigned long)(latency * o->rate)) / o->rate;
    return error;
  }
  opened->depth = NULL;
  /* A device that is busy, or does not do that rate, is the same with any buffer. */
  if (error != paNoError && error != paUnanticipatedHostError) return error;
  if (error == paNoError) Pa_CloseStream(opened->stream);
  return open(o, parameters, callback, user, opened);
}

static PaError open_input(const StreamOptions *o, PaStreamParameters *parameters, PaStreamCallback *callback, void *user,
                          Device *opened) {
  alsa_begin_input();
  const PaError error = open(o, parameters, callback, user, opened);
  alsa_end_opening();
  return error;
}

PaError device_open(const StreamOptions *o, PaStreamCallback *callback, void *user, Device *opened) {
  const PaDeviceIndex device = find(o);
  const PaDeviceInfo *info = device < 0 ? NULL : Pa_GetDeviceInfo(device);
  if (info == NULL) return o->device[0] ? paInvalidDevice : paDeviceUnavailable;
  const double quick = info->defaultLowOutputLatency < QUICKEST ? QUICKEST : info->defaultLowOutputLatency;
  const double low = o->input ? alsa_input_latency(info->defaultLowInputLatency) : quick;
  PaStreamParameters parameters = {
      .device = device,
      .channelCount = (int)o->channels,
      .sampleFormat = paInt16,
      .suggestedLatency = o->latency < 0 ? low : o->latency,
  };
  *opened = (Device){0};
  return (o->input ? open_input : open_output)(o, &parameters, callback, user, opened);
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
