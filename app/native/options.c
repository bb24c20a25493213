#include <math.h>
#include <stdio.h>
#include "binding.h"

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

/* Reads the name of a device, if there is one. */
static bool name(napi_env env, napi_value options, char *to, size_t size) {
  napi_value property;
  napi_valuetype type;
  if (napi_get_named_property(env, options, "device", &property) != napi_ok) return false;
  if (napi_typeof(env, property, &type) != napi_ok) return false;
  if (type == napi_undefined) return true;
  if (type == napi_string && napi_get_value_string_utf8(env, property, to, size, NULL) == napi_ok) return true;
  fail(env, "bad-argument", "device must be a name");
  return false;
}

bool options_read(napi_env env, napi_value value, StreamOptions *options) {
  napi_valuetype type = napi_undefined;
  if (value != NULL) napi_typeof(env, value, &type);
  if (type != napi_object) {
    fail(env, "bad-argument", "options must be an object");
    return false;
  }
  double input = 0, rate = 0, channels = 1, buffer = 0, latency = -1, fade = 0.005;
  if (!option(env, value, "rate", 4000, 384000, false, &rate)) return false;
  if (rate == 0) {
    fail(env, "bad-argument", "rate is missing");
    return false;
  }
  if (!option(env, value, "input", 0, 1, true, &input) || !option(env, value, "channels", 1, 2, true, &channels) ||
      !option(env, value, "fade", 0, 1, false, &fade) || !option(env, value, "latency", 0, 2, false, &latency) ||
      !option(env, value, "bufferFrames", 0, 65536, true, &buffer))
    return false;
  *options = (StreamOptions){input == 1, rate, (unsigned)channels, "", (unsigned)buffer, latency, fade};
  return name(env, value, options->device, sizeof options->device);
}
