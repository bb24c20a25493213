#ifndef LECTERN_URGENCY_H
#define LECTERN_URGENCY_H

/*
 * Threads that feed a device on Linux come before all others, where the system lets them: an administrator's, or those
 * of whom limits.conf gives an rtprio (as to the groups audio or pipewire). Elsewhere PortAudio and the system see to
 * that. Being nice helps little: most distributions weigh it among the processes of one session only (autogroup), and a
 * build in another one made a thread of the best rank 400 ms late, where a real-time one was 15 ms late at most.
 */
#include <stdbool.h>

#ifdef __linux__
#include <pthread.h>

typedef struct {
  int policy;
  struct sched_param parameters;
} Urgency;

/* Makes this thread urgent, and with it all that it begins from now on. Answers how urgent it was. */
Urgency urgency_raise(void);
void urgency_restore(Urgency former);
/* Is this thread urgent? */
bool urgency_is_raised(void);
#else
typedef int Urgency;
static inline Urgency urgency_raise(void) { return 0; }
static inline void urgency_restore(Urgency former) { (void)former; }
static inline bool urgency_is_raised(void) { return true; }
#endif

#endif
