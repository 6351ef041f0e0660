/* What processes need that are to live on without the test process: somebody who answers their calls and
 * reads their output. */
#pragma once

#define KEPT_MAX 512

int kept_count(void);

/*
 * Takes the listener of a supervised process, and a page of memory in which the test process has left the
 * number of the call that it received last.
 */
void kept_add_calls(int listener, int page);

/* Takes an end of a pipe that a process writes to. */
void kept_add_output(int pipe);

/* Lets go of one; the last takes its place. */
void kept_remove(int i);

int kept_descriptor(int i);

/* The test process has ended: calls go on that it had received and not answered. */
void kept_take_over(void);

/* Lets the next call go on, or reads what there is to be read. */
void kept_serve(int i);
