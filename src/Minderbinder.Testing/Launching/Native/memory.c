/* Compilers call these on their own. */
#include <stddef.h>

void *memset(void *to, int value, size_t size)
{
	for (char *byte = to; size > 0; size--)
		*byte++ = (char)value;
	return to;
}

void *memcpy(void *to, const void *from, size_t size)
{
	char *target = to;
	for (const char *byte = from; size > 0; size--)
		*target++ = *byte++;
	return to;
}
