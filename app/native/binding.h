#ifndef LECTERN_BINDING_H
#define LECTERN_BINDING_H

/* What the parts of the binding share. Node-API only, so one build serves Node 20 and later and Electron. */
#define NAPI_VERSION 8
#include <node_api.h>
#include <stdlib.h>
#include <string.h>
#include "stream.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* Throws unless something is thrown already; always answers NULL, so that callers can return it. */
static inline napi_value fail(napi_env env, const char *code, const char *message) {
  bool pending = false;
  napi_is_exception_pending(env, &pending);
  if (!pending) napi_throw_error(env, code, message);
  return NULL;
}

static inline napi_value number(napi_env env, double value) {
  napi_value result = NULL;
  napi_create_double(env, value, &result);
  return result;
}

static inline napi_value boolean(napi_env env, bool value) {
  napi_value result = NULL;
  napi_get_boolean(env, value, &result);
  return result;
}

static inline napi_value text(napi_env env, const char *value) {
  napi_value result = NULL;
  napi_create_string_utf8(env, value, NAPI_AUTO_LENGTH, &result);
  return result;
}

static inline void set(napi_env env, napi_value object, const char *name, napi_value value) {
  if (value != NULL) napi_set_named_property(env, object, name, value);
}

/* Reads what `open` was asked for; false with an error thrown. */
bool options_read(napi_env env, napi_value value, StreamOptions *options);

/* A class's instance for an open stream, which it closes when it is collected; NULL where that can't be. */
napi_value stream_wrap(napi_env env, Stream *stream);

/* What takes a while happens on another thread; each of these answers a promise. */
napi_value open_soon(napi_env env, napi_callback_info info);
napi_value devices_soon(napi_env env, napi_callback_info info);

#endif
