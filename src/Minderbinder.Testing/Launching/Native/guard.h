/* Looks after launched processes when the test process cannot do so any more, however it ended. */
#pragma once

/*
 * The first message of the test process is the beginning of the name of an environment variable, which
 * launched processes have, and those that inherit it. With the message comes a pidfd of the test process,
 * which tells of its end. The guardian answers with a byte, and that is all it ever says. Orders follow.
 */
__attribute__((noreturn)) void guard(const char *name);
