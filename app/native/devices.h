#ifndef LECTERN_DEVICES_H
#define LECTERN_DEVICES_H

#include "depth.h"
#include "stream.h"

typedef struct {
  PaStream *stream;
  Depth *depth;   /* of an output whose depth can be changed; or NULL */
  double latency; /* seconds that its buffer holds, or that it is filled deep */
} Device;

/*
 * Within the gate: opens the device that is asked for by name or, where there is no name, the default one, but does not
 * start it.
 */
PaError device_open(const StreamOptions *options, PaStreamCallback *callback, void *user, Device *opened);
/* Within the gate, right after what failed: in words. */
Failure failure_of(PaError error);

#endif
