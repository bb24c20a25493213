#ifndef LECTERN_DEVICES_H
#define LECTERN_DEVICES_H

#include "stream.h"

/*
 * Within the gate: opens the device that is asked for by name or, where there is no name, the default one, but does not
 * start it. `latency` in seconds; below 0 it is the device's own low one.
 */
PaError device_open(const StreamOptions *options, double latency, PaStreamCallback *callback, void *user,
                    PaStream **opened);
/* Within the gate, right after what failed: in words. */
Failure failure_of(PaError error);

#endif
