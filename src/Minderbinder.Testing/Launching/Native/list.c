#include "list.h"
#include "calls.h"

#include <linux/mman.h>

void *list_add(struct list *list, size_t item_size)
{
	if ((list->count + 1) * item_size > list->bytes) {
		size_t bytes = list->bytes ? 2 * list->bytes : 64 * 1024;
		long memory =
		    list->bytes
			? CALL(mremap, list->items, list->bytes, bytes, MREMAP_MAYMOVE, 0, 0)
			: CALL(mmap, 0, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		if ((unsigned long)memory > -4096UL)
			return NULL;
		list->items = (void *)memory;
		list->bytes = bytes;
	}
	return (char *)list->items + item_size * list->count++;
}
