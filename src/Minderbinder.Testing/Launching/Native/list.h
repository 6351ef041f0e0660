/* A list that grows. */
#pragma once

#include <stddef.h>

struct list {
	void *items;
	size_t count;
	size_t bytes;
};

/* Room for one more item at the end; NULL if there is no memory. */
void *list_add(struct list *list, size_t item_size);
