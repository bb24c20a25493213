/* PortAudio streams as a JavaScript class, and a module around it. */
#include <stdio.h>
#include "binding.h"

static void finalize(napi_env env, void *data, void *hint) {
  (void)env;
  (void)hint;
  Stream **stream = data;
  if (*stream != NULL) stream_close(*stream);
  free(stream);
}

/* Only `open` has what an instance is made of. */
static napi_value construct(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value self, external;
  napi_valuetype type = napi_undefined;
  void *stream = NULL;
  napi_get_cb_info(env, info, &count, &external, &self, NULL);
  if (count > 0) napi_typeof(env, external, &type);
  if (type != napi_external || napi_get_value_external(env, external, &stream) != napi_ok)
    return fail(env, "bad-argument", "streams are made by open()");
  Stream **holder = malloc(sizeof *holder);
  if (holder == NULL) return fail(env, "device-failed", "out of memory");
  *holder = stream;
  if (napi_wrap(env, self, holder, finalize, NULL, NULL) == napi_ok) return self;
  free(holder);
  return fail(env, "device-failed", "the stream could not be handed over");
}

napi_value stream_wrap(napi_env env, Stream *stream) {
  void *constructor = NULL;
  napi_value class, external, instance = NULL;
  if (napi_get_instance_data(env, &constructor) == napi_ok &&
      napi_get_reference_value(env, constructor, &class) == napi_ok &&
      napi_create_external(env, stream, NULL, NULL, &external) == napi_ok)
    napi_new_instance(env, class, 1, &external, &instance);
  return instance;
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

static napi_value end(napi_env env, napi_callback_info info) {
  Stream *stream = stream_of(env, info, NULL, NULL);
  if (stream != NULL) stream_end(stream);
  return NULL;
}

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
  set(env, result, "buffer", number(env, s.buffer));
  set(env, result, "latency", number(env, s.latency));
  set(env, result, "urgent", boolean(env, s.urgent));
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

/* The stream behind `this` and its one argument, a number up to `most`; NULL with an error thrown. */
static Stream *stream_and_number(napi_env env, napi_callback_info info, const char *name, double most, double *value) {
  size_t count = 1;
  napi_value self, argument;
  Stream *stream = stream_of(env, info, NULL, NULL);
  if (stream == NULL) return NULL;
  napi_get_cb_info(env, info, &count, &argument, &self, NULL);
  char message[80];
  if (count < 1 || napi_get_value_double(env, argument, value) != napi_ok || !(*value >= 0 && *value <= most)) {
    snprintf(message, sizeof message, "%s must be a number from 0 to %g", name, most);
  } else if (stream_is_input(stream)) {
    snprintf(message, sizeof message, "an input has no %s", name);
  } else {
    return stream;
  }
  fail(env, "bad-argument", message);
  return NULL;
}

static napi_value take_back(napi_env env, napi_callback_info info) {
  double keep;
  Stream *stream = stream_and_number(env, info, "keep", 1e9, &keep);
  return stream == NULL ? NULL : number(env, (double)stream_take_back(stream, (uint64_t)keep));
}

static napi_value volume(napi_env env, napi_callback_info info) {
  double gain;
  Stream *stream = stream_and_number(env, info, "volume", 1, &gain);
  if (stream != NULL) stream_volume(stream, gain);
  return NULL;
}

static napi_value buffer(napi_env env, napi_callback_info info) {
  double seconds;
  Stream *stream = stream_and_number(env, info, "buffer", 2, &seconds);
  return stream == NULL ? NULL : boolean(env, stream_buffer(stream, seconds));
}

NAPI_MODULE_INIT() {
  const napi_property_descriptor methods[] = {
      {"write", NULL, write_samples, NULL, NULL, NULL, napi_default_method, NULL},
      {"read", NULL, read_samples, NULL, NULL, NULL, napi_default_method, NULL},
      {"takeBack", NULL, take_back, NULL, NULL, NULL, napi_default_method, NULL},
      {"volume", NULL, volume, NULL, NULL, NULL, napi_default_method, NULL},
      {"end", NULL, end, NULL, NULL, NULL, napi_default_method, NULL},
      {"flush", NULL, flush, NULL, NULL, NULL, napi_default_method, NULL},
      {"pause", NULL, pause_stream, NULL, NULL, NULL, napi_default_method, NULL},
      {"resume", NULL, resume_stream, NULL, NULL, NULL, napi_default_method, NULL},
      {"buffer", NULL, buffer, NULL, NULL, NULL, napi_default_method, NULL},
      {"stats", NULL, stats, NULL, NULL, NULL, napi_default_method, NULL},
      {"close", NULL, close_stream, NULL, NULL, NULL, napi_default_method, NULL},
  };
  napi_value class, function;
  napi_ref constructor = NULL;
  if (napi_define_class(env, "Stream", NAPI_AUTO_LENGTH, construct, NULL, COUNT(methods), methods, &class) != napi_ok ||
      napi_create_reference(env, class, 1, &constructor) != napi_ok ||
      napi_set_instance_data(env, constructor, NULL, NULL) != napi_ok)
    return fail(env, "device-failed", "the binding could not be set up");
  napi_create_function(env, "open", NAPI_AUTO_LENGTH, open_soon, NULL, &function);
  set(env, exports, "open", function);
  napi_create_function(env, "devices", NAPI_AUTO_LENGTH, devices_soon, NULL, &function);
  set(env, exports, "devices", function);
  return exports;
}
