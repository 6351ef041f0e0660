#include "process.h"

#include <linux/fcntl.h>

static char *append(char *to, const char *text)
{
	while (*text)
		*to++ = *text++;
	*to = 0;
	return to;
}

static char *append_number(char *to, int number)
{
	char digits[12];
	int count = 0;
	do {
		digits[count++] = (char)('0' + number % 10);
	} while (number /= 10);
	while (count > 0)
		*to++ = digits[--count];
	return to;
}

static int open_file(int id, const char *name)
{
	char path[64];
	append(append_number(append(path, "/proc/"), id), name);
	return (int)CALL(openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0, 0, 0);
}

static const char *read_number(const char *text, u64 *number)
{
	*number = 0;
	while (*text >= '0' && *text <= '9')
		*number = 10 * *number + (u64)(*text++ - '0');
	return text;
}

int process_read(int id, struct process *process)
{
	enum { PARENT = 4, START_TIME = 22 };
	char text[1024];
	int file = open_file(id, "/stat");
	if (file < 0)
		return 0;
	long size = CALL(read, file, text, sizeof(text) - 1, 0, 0, 0);
	CALL(close, file, 0, 0, 0, 0, 0);
	if (size <= 0)
		return 0;
	text[size] = 0;

	/* "123 (any (name) at all) S 1 ...": the third field follows the last parenthesis. */
	const char *rest = text + size;
	while (rest > text && *rest != ')')
		rest--;
	if (rest == text || rest[2] == 'Z' || rest[2] == 'X')
		return 0;

	u64 number = 0;
	process->id = id;
	for (int field = 2; *rest && field < START_TIME; field++) {
		while (*rest && *rest != ' ')
			rest++;
		if (*rest)
			read_number(++rest, &number);
		if (field + 1 == PARENT)
			process->parent = (int)number;
	}
	process->start_time = number;
	return 1;
}

int process_has_variable(int id, const char *text)
{
	static char bytes[32 * 1024];
	int file = open_file(id, "/environ");
	if (file < 0)
		return 0;

	/* How much of the text the bytes before match. It has its first character nowhere else, which makes
	 * that simple. */
	const char *next = text;
	long size;
	while (*next && (size = CALL(read, file, bytes, sizeof(bytes), 0, 0, 0)) > 0) {
		for (long i = 0; *next && i < size; i++)
			next = bytes[i] == *next ? next + 1 : bytes[i] == *text ? text + 1 : text;
	}
	CALL(close, file, 0, 0, 0, 0, 0);
	return !*next;
}

void process_signal(const struct process *process, int signal)
{
	struct process now;
	long descriptor = CALL(pidfd_open, process->id, 0, 0, 0, 0, 0);
	if (descriptor < 0)
		return;
	if (process_read(process->id, &now) && now.start_time == process->start_time)
		CALL(pidfd_send_signal, descriptor, signal, 0, 0, 0, 0);
	CALL(close, descriptor, 0, 0, 0, 0, 0);
}
