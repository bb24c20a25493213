#ifndef HARNESS_DEVICE_H
#define HARNESS_DEVICE_H

/* The sound that is checked counts from 1 to this, over and over. */
#define DEVICE_LAST 30000

/* The sample that has to follow, or 0 while nothing is checked. */
extern _Atomic int device_expects;
extern _Atomic unsigned device_wrong;

#endif
