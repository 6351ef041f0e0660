// SPDX-License-Identifier: MIT OR GPL-2.0
/*
 * The absolute path that a call is about, and whether a filter's automaton accepts it.
 *
 * A path argument is taken as the program wrote it: if it is relative, the directory it starts from comes
 * before it, as the kernel names that directory; "." and ".." and double slashes are resolved by the text
 * alone, symbolic links in it not at all. For a descriptor it is the path of the open file as the kernel has
 * it now. Both are seen from the process's own root.
 *
 * Everything is written backwards, last component first, for that is how a directory is walked to its root; a
 * ".." then stands before what it takes away.
 */
#include "descriptors.h"
#include "scratch.h"

#define AT_FDCWD     -100
#define ADDRESS_PATH 2 /* offsetof(struct sockaddr_un, sun_path) */

/* Deeper than any path of PATH_SIZE can lead, mounts on the way included. */
#define MAX_DEPTH (PATH_SIZE / 2 + 256)

static __always_inline void prepend(struct scratch *scratch, char byte)
{
	scratch->start--;
	scratch->path[scratch->start & (PATH_ROOM - 1)] = byte;
}

/* A component has been written: keep it, or take it back. */
static __always_inline void end_component(struct scratch *scratch)
{
	__u32 start = scratch->start, length = scratch->mark - start;
	if (!length)
		return;

	char first = scratch->path[start & (PATH_ROOM - 1)],
	     second = scratch->path[(start + 1) & (PATH_ROOM - 1)];
	bool same = length == 1 && first == '.';
	bool parent = length == 2 && first == '.' && second == '.';
	if (same || parent || scratch->above) {
		scratch->start = scratch->mark;
		if (parent)
			scratch->above++;
		else if (!same)
			scratch->above--;
		return;
	}
	prepend(scratch, '/');
	scratch->mark = scratch->start;
}

static long prepend_byte(__u32 i, struct scratch **context)
{
	struct scratch *scratch = *context;
	char byte = scratch->argument[(scratch->length - 1 - i) & (PATH_SIZE - 1)];
	if (byte == '/')
		end_component(scratch);
	else
		prepend(scratch, byte);
	return 0;
}

/* One step from a directory towards the root. */
static long prepend_directory(__u32 i, struct scratch **context)
{
	struct scratch *scratch = *context;
	struct dentry *dentry = (struct dentry *)scratch->dentry;
	struct mount *mount = (struct mount *)scratch->mount;
	if (scratch->dentry == scratch->root_dentry && scratch->mount == scratch->root_mount)
		return 1;

	if (dentry == BPF_CORE_READ(mount, mnt.mnt_root)) {
		struct mount *around = BPF_CORE_READ(mount, mnt_parent);
		if (around == mount)
			return 1;
		scratch->dentry = (__u64)BPF_CORE_READ(mount, mnt_mountpoint);
		scratch->mount = (__u64)around;
		return 0;
	}

	/* Pipes, sockets and the like are in no directory. */
	struct dentry *parent = BPF_CORE_READ(dentry, d_parent);
	if (parent == dentry)
		return 1;

	scratch->dentry = (__u64)parent;
	if (scratch->above) {
		scratch->above--;
		return 0;
	}

	__u32 length = BPF_CORE_READ(dentry, d_name.len) & 0xff;
	scratch->start -= length;
	bpf_probe_read_kernel(&scratch->path[scratch->start & (PATH_ROOM - 1)], length,
			      BPF_CORE_READ(dentry, d_name.name));
	prepend(scratch, '/');
	return 0;
}

static __always_inline struct mount *mount_of(struct vfsmount *vfsmount)
{
	return (void *)vfsmount - bpf_core_field_offset(struct mount, mnt);
}

static __always_inline void prepend_directories(struct scratch *scratch, struct path *from)
{
	struct fs_struct *fs = BPF_CORE_READ(bpf_get_current_task_btf(), fs);
	scratch->root_dentry = (__u64)BPF_CORE_READ(fs, root.dentry);
	scratch->root_mount = (__u64)mount_of(BPF_CORE_READ(fs, root.mnt));
	scratch->dentry = (__u64)BPF_CORE_READ(from, dentry);
	scratch->mount = (__u64)mount_of(BPF_CORE_READ(from, mnt));
	bpf_loop(MAX_DEPTH, prepend_directory, &scratch, 0);
}

static __always_inline void start_path(struct scratch *scratch)
{
	scratch->start = scratch->mark = PATH_ROOM;
	scratch->above = 0;
	scratch->subject = SUBJECT_PATH;
}

static __always_inline int read_path_at(struct scratch *scratch, const void *text, int directory)
{
	/* utimensat takes NULL for the descriptor's own file, as others take an empty path. */
	scratch->argument[0] = 0;
	long length = text || directory < 0 ? bpf_probe_read_user_str(scratch->argument, PATH_SIZE, text) : 1;
	if (length < 1)
		return UNREADABLE;

	start_path(scratch);
	scratch->length = length - 1;
	bpf_loop(scratch->length, prepend_byte, &scratch, 0);
	end_component(scratch);

	if (scratch->argument[0] != '/') {
		struct fs_struct *fs = BPF_CORE_READ(bpf_get_current_task_btf(), fs);
		struct path *from = &fs->pwd;
		if (directory >= 0 && (__s32)scratch->arguments[directory & 7] != AT_FDCWD) {
			struct file *file = file_of(scratch->arguments[directory & 7]);
			if (!file)
				return false;
			from = &file->f_path;
		}
		prepend_directories(scratch, from);
	}

	if (scratch->start == PATH_ROOM)
		prepend(scratch, '/');
	return true;
}

/* Reads the first or second path that a call names; true, false if it names none, or UNREADABLE. */
__noinline int read_path(struct scratch *scratch, struct subject_place *place, __u32 which)
{
	if (!scratch || !place)
		return false;

	int argument = which ? place->path[1] : place->path[0];
	if (argument >= 0) {
		int directory = which ? place->directory[1] : place->directory[0];
		return read_path_at(scratch, (const void *)scratch->arguments[argument & 7], directory);
	}
	if (place->address >= 0 && !which) {
		const void *address = (const void *)scratch->arguments[place->address & 7];
		struct {
			__u16 family;
			char first;
		} unix_address = {};
		if (!address) /* sendto on a connected socket has none */
			return false;
		if (bpf_probe_read_user(&unix_address, sizeof(unix_address.family) + 1, address))
			return UNREADABLE;
		if (unix_address.family != AF_UNIX || !unix_address.first) /* an abstract one has no path */
			return false;
		return read_path_at(scratch, address + ADDRESS_PATH, -1);
	}

	int descriptor = which ? place->descriptor[1] : place->descriptor[0];
	struct file *file = descriptor >= 0 ? file_of(scratch->arguments[descriptor & 7]) : NULL;
	if (!file)
		return false;
	start_path(scratch);
	prepend_directories(scratch, &file->f_path);
	return scratch->start != PATH_ROOM; /* pipes and sockets have no path */
}

static __always_inline union automaton_row *row(struct scratch *scratch, __u32 number)
{
	number += scratch->automaton;
	return bpf_map_lookup_elem(&automata, &number);
}

static long step_automaton(__u32 i, struct scratch **context)
{
	struct scratch *scratch = *context;
	__u8 byte = scratch->path[(scratch->start + i) & (PATH_ROOM - 1)];
	union automaton_row *classes = row(scratch, byte / (2 * CLASSES));
	union automaton_row *state = row(scratch, 2 + scratch->state);
	if (!classes || !state)
		return 1;

	scratch->state = state->next[classes->classes[byte % (2 * CLASSES)] % CLASSES];
	return scratch->state == 0;
}

__noinline int path_matches(struct scratch *scratch, struct rule *rule)
{
	if (!scratch || !rule)
		return false;

	scratch->automaton = rule->automaton;
	scratch->state = 1;
	bpf_loop(PATH_ROOM - scratch->start, step_automaton, &scratch, 0);
	union automaton_row *last = row(scratch, 2 + scratch->state);
	return last && last->next[CLASSES - 1];
}
