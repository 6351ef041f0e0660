/* What /proc says of a process. */
#pragma once

#include "calls.h"

struct process {
	int id;
	int parent;
	u64 start_time;
};

/* Reads it; 0 if there is none of that number, or it has ended. */
int process_read(int id, struct process *process);

/* Whether its environment, as it was given at its start, has the text in it. */
int process_has_variable(int id, const char *text);

/* Sends it a signal, unless its number has gone to another. */
void process_signal(const struct process *process, int signal);
