#ifndef HARNESS_DEVICE_H
#define HARNESS_DEVICE_H

/* The sound that is checked counts from 1 to this, over and over, and keeps silent while it counts to PAUSE of MANY. */
#define DEVICE_LAST 30000
#define DEVICE_MANY 3000
#define DEVICE_PAUSE 1200

/* The sample that has to follow, or 0 while nothing is checked. */
extern _Atomic int device_expects;
extern _Atomic unsigned device_wrong;

#endif
