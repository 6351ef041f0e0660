// A 32-bit system call, whose number means another call to a 64-bit program.
#define _GNU_SOURCE
#include "victim.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__x86_64__)

/* A 32-bit system call sees 32-bit pointers, so everything has to lie below 4 GiB. */
long open32(const char *path)
{
	char *low = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
	struct open_how *how = (struct open_how *)low;
	*how = (struct open_how){.flags = O_RDONLY};
	strcpy(low + 512, path);
	long result;
	asm volatile("int $0x80"
		     : "=a"(result)
		     : "a"(437), "b"(AT_FDCWD), "c"(low + 512), "d"(low), "S"(sizeof(*how))
		     : "memory", "r8", "r9", "r10", "r11");
	if (result >= 0)
		return result;
	errno = -result;
	return -1;
}

#elif defined(__aarch64__)

/* A program with one segment, which is all of it. It opens its argument by openat2(2) and exits with the
 * errno. */
#define ADDRESS 0x10000
static const struct {
	uint32_t identity[4];
	uint16_t type, machine;
	uint32_t version, entry, segments, sections, flags;
	uint16_t size, segment_size, segment_count, section_size, section_count, names;
	uint32_t segment_type, segment_offset, segment_address, physical, file_size, memory_size, access,
	    alignment;
	uint32_t code[19];
} program = {
    .identity = {0x464c457f, 0x00010101},
    .type = 2,
    .machine = 40, /* EM_ARM */
    .version = 1,
    .entry = ADDRESS + 84,
    .segments = 52,
    .flags = 0x05000000, /* EABI 5 */
    .size = 52,
    .segment_size = 32,
    .segment_count = 1,
    .segment_type = 1,
    .segment_address = ADDRESS,
    .file_size = sizeof(program),
    .memory_size = sizeof(program),
    .access = 5,
    .alignment = 0x1000,
    .code =
	{
	    0xe59d1008, /* ldr r1, [sp, #8]	argv[1] */
	    0xe24dd018, /* sub sp, sp, #24	a struct open_how */
	    0xe3a02000, /* mov r2, #0 */
	    0xe58d2000, /* str r2, [sp] */
	    0xe58d2004, /* str r2, [sp, #4] */
	    0xe58d2008, /* str r2, [sp, #8] */
	    0xe58d200c, /* str r2, [sp, #12] */
	    0xe58d2010, /* str r2, [sp, #16] */
	    0xe58d2014, /* str r2, [sp, #20] */
	    0xe3e00063, /* mvn r0, #99	AT_FDCWD */
	    0xe1a0200d, /* mov r2, sp */
	    0xe3a03018, /* mov r3, #24 */
	    0xe30071b5, /* movw r7, #437	openat2 */
	    0xef000000, /* svc #0 */
	    0xe3500000, /* cmp r0, #0 */
	    0xb2600000, /* rsblt r0, r0, #0 */
	    0xa3a00000, /* movge r0, #0 */
	    0xe3a07001, /* mov r7, #1	exit */
	    0xef000000, /* svc #0 */
	},
};

long open32(const char *path)
{
	int file = memfd_create("open32", MFD_CLOEXEC);
	if (file < 0 || write(file, &program, sizeof(program)) != sizeof(program))
		return -1;

	pid_t child = fork();
	if (child == 0) {
		char *arguments[] = {"open32", (char *)path, NULL};
		char *environment[] = {NULL};
		fexecve(file, arguments, environment);
		_exit(errno);
	}
	int status;
	waitpid(child, &status, 0);
	errno = WIFEXITED(status) ? WEXITSTATUS(status) : EFAULT;
	return errno ? -1 : 0;
}

#endif
