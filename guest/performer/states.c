// SPDX-License-Identifier: Apache-2.0
/* The ways to set a state, and what changes the whole machine. */
#include "performer.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/prctl.h>

/* linux/prctl.h; the last one belongs to another feature. */
static const unsigned long controls[] = { 1 << 2, 1 << 1, 1 << 5, 1 << 3,
					  1 << 4 };

long act_set(const struct order *order)
{
	return sys(SYS_arch_prctl, ARCH_PTI_SET, order->state);
}

long act_set_by_prctl(const struct order *order)
{
	return sys(SYS_prctl, PR_SET_SPECULATION_CTRL, PR_SPEC_PTI,
		   controls[order->state]);
}

static long open_of(pid_t tid, const char *name)
{
	char path[64], *end = path;

	add_text(&end, "/proc/");
	add_number(&end, tid);
	add_text(&end, "/");
	add_text(&end, name);
	return sys(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC);
}

static long write_word(int fd, const char *word)
{
	char copy[32], *end = copy;
	long n;

	add_text(&end, word);
	n = sys(SYS_write, fd, copy, end - copy);
	return n == end - copy ? 0 : n < 0 ? n : -EIO;
}

static long write_and_close(int fd, const char *word)
{
	long error = fd < 0 ? fd : write_word(fd, word);

	sys(SYS_close, fd);
	return error;
}

long act_set_by_file(const struct order *order)
{
	return write_and_close(open_of(order->tid, "page_table_isolation"),
			       state_words[order->state]);
}

static long open_and_hand_over(pid_t tid, const char *name)
{
	long fd = open_of(tid, name);

	if (fd < 0)
		return fd;
	hand_over(HANDOVER_FD, fd);
	sys(SYS_close, fd);
	return 0;
}

long act_open(const struct order *order)
{
	return open_and_hand_over(order->tid, "page_table_isolation");
}

long act_open_memory(const struct order *order)
{
	return open_and_hand_over(order->tid, "mem");
}

long act_write(const struct order *order)
{
	int fd = take_over(HANDOVER_FD);

	sys(SYS_lseek, fd, 0, SEEK_SET);
	return write_and_close(fd, state_words[order->state]);
}

static long write_file(const char *path, const char *word)
{
	return write_and_close(sys(SYS_openat, AT_FDCWD, path,
				   O_WRONLY | O_CLOEXEC),
			       word);
}

long act_sysctl(const struct order *order)
{
	return write_file("/proc/sys/kernel/pti_optout", order->word);
}

long act_lockdown(const struct order *order)
{
	return write_file("/sys/kernel/security/lockdown", order->word);
}
