/*
 * minderbinder-launcher ROLE [ARGUMENT...]
 *
 * A program of the library's own. It has no C library: it is linked to lie at an address where nothing else
 * is ever mapped, and so the filter can tell its system calls from those of the program that it becomes.
 */
#include "calls.h"
#include "guard.h"
#include "launch.h"
#include "probe.h"

static int is(const char *text, const char *word)
{
	while (*text && *text == *word) {
		text++;
		word++;
	}
	return *text == *word;
}

__attribute__((noreturn, used)) static void start(long *stack)
{
	long argc = stack[0];
	char **argv = (char **)(stack + 1);
	char **envp = argv + argc + 1;

	if (argc == 2 && is(argv[1], "check"))
		leave(0);
	if (argc == 2 && is(argv[1], "probe"))
		probe();
	if (argc == 3 && is(argv[1], "guard"))
		guard(argv[2]);
	if (argc >= 3 && is(argv[1], "launch"))
		launch(argv[2], argv + 2, envp);
	leave(125);
}

BEGIN_WITH(start);
