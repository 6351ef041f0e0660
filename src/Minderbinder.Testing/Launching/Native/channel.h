/* The way to the test process: a socket with an abstract name, which keeps messages apart. */
#pragma once

/* Connects to the test process; the socket, or a negative errno. Executing a program closes it. */
int channel_open(const char *name);

/*
 * Waits for the next message, for a minute at most. Its size; 0 if the test process is gone; a negative
 * errno. A message that is too large for the buffer is cut to its size.
 */
long channel_receive(int channel, void *data, unsigned long size);

/* The same for a message with descriptors, two at most; those that did not come are -1. */
long channel_receive_descriptors(int channel, void *data, unsigned long size, int descriptors[]);

/* Sends a message, with a descriptor unless that is negative. */
long channel_send(int channel, const void *data, unsigned long size, int descriptor);
