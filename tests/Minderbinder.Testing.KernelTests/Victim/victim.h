#pragma once

/* Makes a system call by name; -1 and errno if it fails. */
long make_call(const char *name);

void list_calls(void (*list)(const char *name));

/* Opens a file by a 32-bit openat2(2); -1 and errno if it fails. */
long open32(const char *path);
