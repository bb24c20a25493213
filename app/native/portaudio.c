/* PortAudio streams as a JavaScript class. Node-API only, so one build serves Node 20 and later and Electron. */
#define NAPI_VERSION 8
#include <math.h>
#include <node_api.h>
#include <stdio.h>
#include "quiet.h"
#include "stream.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* Throws unless something is thrown already; always answers NULL, so that callers can return it. */
static napi_value fail(napi_env env, const char *code, const char *message) {
  bool pending = false;
  napi_is_exception_pending(env, &pending);
  if (!pending) napi_throw_error(env, code, message);
  return NULL;
}

static napi_value fail_portaudio(napi_env env, PaError error) {
  const PaHostErrorInfo *host = error == paUnanticipatedHostError ? Pa_GetLastHostErrorInfo() : NULL;
  char message[300];
  snprintf(message, sizeof message, "PortAudio: %s%s%s", Pa_GetErrorText(error), host ? ": " : "",
           host ? host->errorText : "");
  const bool shape = error == paInvalidSampleRate || error == paInvalidChannelCount;
  return fail(env, shape ? "shape-refused" : "device-failed", message);
}

static napi_value number(napi_env env, double value) {
  napi_value result = NULL;
  napi_create_double(env, value, &result);
  return result;
}

static napi_value boolean(napi_env env, bool value) {
  napi_value result = NULL;
  napi_get_boolean(env, value, &result);
  return result;
}

static void set(napi_env env, napi_value object, const char *name, napi_value value) {
  napi_set_named_property(env, object, name, value);
}

/* Reads a number of an options object within bounds. One that is left out leaves `*value` as it is. */
static bool option(napi_env env, napi_value options, const char *name, double least, double most, bool whole,
                   double *value) {
  napi_value property;
  napi_valuetype type;
  if (napi_get_named_property(env, options, name, &property) != napi_ok) return false;
  if (napi_typeof(env, property, &type) != napi_ok) return false;
  if (type == napi_undefined) return true;
  const bool read = type == napi_number && napi_get_value_double(env, property, value) == napi_ok;
  if (read && *value >= least && *value <= most && (!whole || *value == floor(*value))) return true;
  char message[120];
  snprintf(message, sizeof message, "%s must be a %snumber from %g to %g", name, whole ? "whole " : "", least, most);
  fail(env, "bad-argument", message);
  return false;
}

static void finalize(napi_env env, void *data, void *hint) {
  (void)env;
  (void)hint;
  Stream **stream = data;
  if (*stream != NULL) stream_close(*stream);
  free(stream);
}

/* new Stream(options) */
static napi_value construct(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value self, options, target = NULL;
  napi_valuetype type = napi_undefined;
  napi_get_cb_info(env, info, &count, &options, &self, NULL);
  napi_get_new_target(env, info, &target);
  if (target == NULL) return fail(env, "bad-argument", "Stream is a class: call it with new");
  if (count > 0) napi_typeof(env, options, &type);
  if (type != napi_object) return fail(env, "bad-argument", "options must be an object");

  double input = 0, rate = 0, channels = 1, device = -1, buffer = 0, latency = -1, fade = 0.005;
  if (!option(env, options, "rate", 4000, 384000, false, &rate)) return NULL;
  if (rate == 0) return fail(env, "bad-argument", "rate is missing");
  if (!option(env, options, "input", 0, 1, true, &input) || !option(env, options, "channels", 1, 2, true, &channels) ||
      !option(env, options, "device", 0, 1000, true, &device) || !option(env, options, "fade", 0, 1, false, &fade) ||
      !option(env, options, "bufferFrames", 0, 65536, true, &buffer) ||
      !option(env, options, "latency", 0, 2, false, &latency))
    return NULL;
  const StreamOptions wanted = {input == 1, rate, (unsigned)channels, (int)device, (unsigned)buffer, latency, fade};

  Stream **holder = calloc(1, sizeof *holder);
  if (holder == NULL) return fail_portaudio(env, paInsufficientMemory);
  PaError error;
  *holder = stream_open(&wanted, &error);
  if (*holder == NULL) {
    free(holder);
    return fail_portaudio(env, error);
  }
  if (napi_wrap(env, self, holder, finalize, NULL, NULL) == napi_ok) return self;
  finalize(env, holder, NULL);
  return fail(env, "device-failed", "the stream could not be handed over");
}

/* The stream behind `this`, with the first argument where one is wanted; NULL with an error thrown. */
static Stream *stream_of(napi_env env, napi_callback_info info, napi_value *argument, Stream ***holder) {
  size_t count = argument == NULL ? 0 : 1;
  napi_value self;
  void *data = NULL;
  napi_get_cb_info(env, info, &count, argument, &self, NULL);
  if (napi_unwrap(env, self, &data) != napi_ok || data == NULL) {
    fail(env, "bad-argument", "not a Stream");
    return NULL;
  }
  if (holder != NULL) *holder = data;
  Stream *stream = *(Stream **)data;
  if (stream == NULL && holder == NULL) fail(env, "closed", "the stream is closed");
  return stream;
}

static napi_value transfer(napi_env env, napi_callback_info info, bool input) {
  napi_value array;
  bool typed = false;
  napi_typedarray_type type;
  size_t length = 0;
  void *samples = NULL;
  Stream *stream = stream_of(env, info, &array, NULL);
  if (stream == NULL) return NULL;
  if (stream_is_input(stream) != input)
    return fail(env, "bad-argument", input ? "an output can't be read" : "an input can't be written");
  napi_is_typedarray(env, array, &typed);
  if (typed) napi_get_typedarray_info(env, array, &type, &length, &samples, NULL, NULL);
  if (!typed || type != napi_int16_array) return fail(env, "bad-argument", "samples must be an Int16Array");
  if (length % stream_channels(stream) != 0) return fail(env, "bad-argument", "samples must be whole frames");
  if (length == 0 || samples == NULL) return number(env, 0);
  const uint64_t frames = length / stream_channels(stream);
  return number(env, (double)(input ? stream_read(stream, samples, frames) : stream_write(stream, samples, frames)));
}

static napi_value write_samples(napi_env env, napi_callback_info info) { return transfer(env, info, false); }
static napi_value read_samples(napi_env env, napi_callback_info info) { return transfer(env, info, true); }

static napi_value flush(napi_env env, napi_callback_info info) {
  Stream *stream = stream_of(env, info, NULL, NULL);
  if (stream != NULL) stream_flush(stream);
  return NULL;
}

static napi_value pause_stream(napi_env env, napi_callback_info info) {
  Stream *stream = stream_of(env, info, NULL, NULL);
  if (stream != NULL) stream_pause(stream, true);
  return NULL;
}

static napi_value resume_stream(napi_env env, napi_callback_info info) {
  Stream *stream = stream_of(env, info, NULL, NULL);
  if (stream != NULL) stream_pause(stream, false);
  return NULL;
}

static napi_value stats(napi_env env, napi_callback_info info) {
  Stream *stream = stream_of(env, info, NULL, NULL);
  napi_value result;
  StreamStats s;
  if (stream == NULL || napi_create_object(env, &result) != napi_ok) return NULL;
  stream_stats(stream, &s);
  set(env, result, "queued", number(env, (double)s.queued));
  set(env, result, "read", number(env, (double)s.read));
  set(env, result, "given", number(env, (double)s.given));
  set(env, result, "silent", number(env, (double)s.silent));
  set(env, result, "quiet", number(env, (double)s.quiet));
  set(env, result, "underruns", number(env, (double)s.underruns));
  set(env, result, "dropped", number(env, (double)s.dropped));
  set(env, result, "callbacks", number(env, (double)s.callbacks));
  set(env, result, "xruns", number(env, (double)s.xruns));
  set(env, result, "latency", number(env, s.latency));
  set(env, result, "active", boolean(env, s.active));
  return result;
}

/* A second close does nothing. */
static napi_value close_stream(napi_env env, napi_callback_info info) {
  Stream **holder = NULL;
  Stream *stream = stream_of(env, info, NULL, &holder);
  if (stream != NULL) {
    *holder = NULL;
    stream_close(stream);
  }
  return NULL;
}

static napi_value devices(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value list, name;
  const PaError error = portaudio_enter();
  if (error != paNoError) return fail_portaudio(env, error);
  napi_create_array(env, &list);
  for (PaDeviceIndex i = 0; i < Pa_GetDeviceCount(); i++) {
    const PaDeviceInfo *device = Pa_GetDeviceInfo(i);
    napi_value entry;
    if (device == NULL || napi_create_object(env, &entry) != napi_ok) continue;
    if (napi_create_string_utf8(env, device->name, NAPI_AUTO_LENGTH, &name) == napi_ok) set(env, entry, "name", name);
    set(env, entry, "device", number(env, i));
    set(env, entry, "inputs", number(env, device->maxInputChannels));
    set(env, entry, "outputs", number(env, device->maxOutputChannels));
    set(env, entry, "rate", number(env, device->defaultSampleRate));
    set(env, entry, "defaultInput", boolean(env, i == Pa_GetDefaultInputDevice()));
    set(env, entry, "defaultOutput", boolean(env, i == Pa_GetDefaultOutputDevice()));
    uint32_t length = 0;
    napi_get_array_length(env, list, &length);
    napi_set_element(env, list, length, entry);
  }
  portaudio_leave();
  return list;
}

NAPI_MODULE_INIT() {
  quiet_alsa();
  const napi_property_descriptor methods[] = {
      {"write", NULL, write_samples, NULL, NULL, NULL, napi_default_method, NULL},
      {"read", NULL, read_samples, NULL, NULL, NULL, napi_default_method, NULL},
      {"flush", NULL, flush, NULL, NULL, NULL, napi_default_method, NULL},
      {"pause", NULL, pause_stream, NULL, NULL, NULL, napi_default_method, NULL},
      {"resume", NULL, resume_stream, NULL, NULL, NULL, napi_default_method, NULL},
      {"stats", NULL, stats, NULL, NULL, NULL, napi_default_method, NULL},
      {"close", NULL, close_stream, NULL, NULL, NULL, napi_default_method, NULL},
  };
  napi_value stream, list;
  if (napi_define_class(env, "Stream", NAPI_AUTO_LENGTH, construct, NULL, COUNT(methods), methods, &stream) != napi_ok)
    return fail(env, "device-failed", "the binding could not be set up");
  napi_create_function(env, "devices", NAPI_AUTO_LENGTH, devices, NULL, &list);
  set(env, exports, "Stream", stream);
  set(env, exports, "devices", list);
  return exports;
}
