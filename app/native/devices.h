#ifndef LECTERN_DEVICES_H
#define LECTERN_DEVICES_H

#include "stream.h"

/* Within the gate: the device that is asked for by name or, where there is no name, the default one; or paNoDevice. */
PaDeviceIndex device_find(const StreamOptions *options);
/* Within the gate, right after what failed: in words. */
Failure failure_of(PaError error);

#endif
