#include "urgency.h"

#ifdef __linux__
/* Of SCHED_RR; PulseAudio has the same. */
#define RANK 5

Urgency urgency_raise(void) {
  Urgency former = {SCHED_OTHER, {0}};
  const struct sched_param wanted = {.sched_priority = RANK};
  pthread_getschedparam(pthread_self(), &former.policy, &former.parameters);
  /* What is refused leaves all as it was. */
  if (former.parameters.sched_priority < RANK) pthread_setschedparam(pthread_self(), SCHED_RR, &wanted);
  return former;
}

void urgency_restore(Urgency former) {
  pthread_setschedparam(pthread_self(), former.policy, &former.parameters);
}

bool urgency_is_raised(void) {
  int policy = SCHED_OTHER;
  struct sched_param parameters;
  return pthread_getschedparam(pthread_self(), &policy, &parameters) == 0 && policy != SCHED_OTHER;
}
#endif
