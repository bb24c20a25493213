/* Opening and listing take PortAudio up to 160 ms, which no thread that draws or answers should wait. */
#include "binding.h"

typedef struct {
  char *name;
  int inputs, outputs;
  double rate;
  bool default_input, default_output;
} Device;

typedef struct Job Job;
struct Job {
  void (*perform)(Job *job);
  /* What the promise becomes; NULL with an error thrown where it fails. */
  napi_value (*conclude)(napi_env env, Job *job);
  napi_async_work work;
  napi_deferred deferred;
  StreamOptions options;
  Failure failure;
  Stream *stream;
  Device *devices;
  size_t count;
};

static void perform(napi_env env, void *data) {
  (void)env;
  Job *job = data;
  job->perform(job);
}

static void conclude(napi_env env, napi_status status, void *data) {
  (void)status;
  Job *job = data;
  napi_value result = job->conclude(env, job), error;
  if (result != NULL) {
    napi_resolve_deferred(env, job->deferred, result);
  } else if (napi_get_and_clear_last_exception(env, &error) == napi_ok) {
    napi_reject_deferred(env, job->deferred, error);
  }
  napi_delete_async_work(env, job->work);
  free(job);
}

/* Answers the promise. Takes the job. */
static napi_value begin(napi_env env, Job *job) {
  napi_value promise, name = text(env, "lectern sound");
  if (napi_create_async_work(env, NULL, name, perform, conclude, job, &job->work) == napi_ok &&
      napi_create_promise(env, &job->deferred, &promise) == napi_ok && napi_queue_async_work(env, job->work) == napi_ok)
    return promise;
  free(job);
  return fail(env, "device-failed", "no thread to be had");
}

static Job *job_make(napi_env env, void (*perform)(Job *), napi_value (*conclude)(napi_env, Job *)) {
  Job *job = calloc(1, sizeof *job);
  if (job == NULL) {
    fail(env, "device-failed", "out of memory");
    return NULL;
  }
  job->perform = perform;
  job->conclude = conclude;
  return job;
}

static napi_value fail_portaudio(napi_env env, const Failure *failure) {
  const bool shape = failure->code == paInvalidSampleRate || failure->code == paInvalidChannelCount;
  const char *code = failure->code == paInvalidDevice ? "device-unknown" : "device-failed";
  return fail(env, shape ? "shape-refused" : code, failure->message);
}

static void open_now(Job *job) { job->stream = stream_open(&job->options, &job->failure); }

static napi_value opened(napi_env env, Job *job) {
  if (job->stream == NULL) return fail_portaudio(env, &job->failure);
  napi_value instance = stream_wrap(env, job->stream);
  /* The thread that asked may be ending; nobody else would close it. */
  if (instance == NULL) stream_close(job->stream);
  return instance != NULL ? instance : fail(env, "device-failed", "the stream could not be handed over");
}

napi_value open_soon(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value value = NULL;
  StreamOptions options;
  napi_get_cb_info(env, info, &count, &value, NULL, NULL);
  if (!options_read(env, count > 0 ? value : NULL, &options)) return NULL;
  Job *job = job_make(env, open_now, opened);
  if (job == NULL) return NULL;
  job->options = options;
  return begin(env, job);
}

static void note(void *context, PaDeviceIndex number, const PaDeviceInfo *info) {
  Job *job = context;
  Device *grown = realloc(job->devices, (job->count + 1) * sizeof *grown);
  if (grown == NULL) return;
  job->devices = grown;
  const size_t length = strlen(info->name) + 1;
  grown[job->count++] = (Device){
      .name = memcpy(malloc(length), info->name, length),
      .inputs = info->maxInputChannels,
      .outputs = info->maxOutputChannels,
      .rate = info->defaultSampleRate,
      .default_input = number == Pa_GetDefaultInputDevice(),
      .default_output = number == Pa_GetDefaultOutputDevice(),
  };
}

static void list_now(Job *job) { job->failure = portaudio_devices(note, job); }

static napi_value listed(napi_env env, Job *job) {
  napi_value list = NULL;
  if (job->failure.code == paNoError) napi_create_array_with_length(env, job->count, &list);
  for (size_t i = 0; i < job->count; i++) {
    const Device *device = &job->devices[i];
    napi_value entry;
    if (list != NULL && napi_create_object(env, &entry) == napi_ok) {
      set(env, entry, "name", text(env, device->name));
      set(env, entry, "inputs", number(env, device->inputs));
      set(env, entry, "outputs", number(env, device->outputs));
      set(env, entry, "rate", number(env, device->rate));
      set(env, entry, "defaultInput", boolean(env, device->default_input));
      set(env, entry, "defaultOutput", boolean(env, device->default_output));
      napi_set_element(env, list, (uint32_t)i, entry);
    }
    free(device->name);
  }
  free(job->devices);
  return list != NULL ? list : fail_portaudio(env, &job->failure);
}

napi_value devices_soon(napi_env env, napi_callback_info info) {
  (void)info;
  Job *job = job_make(env, list_now, listed);
  return job == NULL ? NULL : begin(env, job);
}
