/* Becomes a program whose system calls the test process answers for. */
#pragma once

/*
 * The test process sends the filter (struct sock_filter[]) and is answered, with the listener if the filter
 * is in place. When it is ready to answer for calls it sends the program's path and the name to give it as
 * argv[0], each ending with a zero byte. There is another answer only if the program cannot be executed; if
 * it can, the socket closes.
 *
 * argv[0] is left free for the name.
 */
__attribute__((noreturn)) void launch(const char *name, char **argv, char **envp);
