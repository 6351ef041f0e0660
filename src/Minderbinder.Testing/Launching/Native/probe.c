#include "probe.h"
#include "calls.h"

/* A call that works on every machine, with an error that it never has. SeccompProbe in C# has the same two.
 */
__attribute__((noreturn)) void probe(void)
{
	leave(CALL(getppid, 0, 0, 0, 0, 0, 0) == -EXDEV ? 0 : 1);
}
