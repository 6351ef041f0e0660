/* The launched processes, and what they started: found by their number, by their environment, and by their
 * parents. */
#pragma once

#include "calls.h"

/* Milliseconds between two looks for them. */
#define FAMILY_INTERVAL 20

/* A process that is to end. Number and start time (as in /proc) are its identity, for numbers are used again.
 */
void family_add(int process, u64 start_time);

/*
 * Looks for them all and ends them: by SIGTERM, and two seconds later by SIGKILL. To be called until it
 * returns 0, which says that none is left, or that those that are withstand SIGKILL for 10 s.
 */
int family_end(const char *marker);
