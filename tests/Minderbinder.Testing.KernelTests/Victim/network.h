#pragma once

/* Runs the step if it is one of network.c's; returns the last argument it has taken, NULL if it is not. */
char **network_step(char **step);
