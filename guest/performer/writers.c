// SPDX-License-Identifier: Apache-2.0
/* Tracers, and what tasks do to the memory of others. */
#include "performer.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

#define PAGE 4096

/* At the same address in each: what they execute are copies of one program. */
static volatile long target;

/* Of each task one of its own, as others may have the same memory. */
#define STALLING ((char *)0x110000000)

long act_attach(const struct order *order)
{
	return sys(SYS_ptrace, PTRACE_SEIZE, order->tid, 0, 0);
}

long act_trace_me(const struct order *order)
{
	(void)order;
	return sys(SYS_ptrace, PTRACE_TRACEME, 0, 0, 0);
}

long act_reap(const struct order *order)
{
	(void)order;
	while (sys(SYS_wait4, -1, 0, WNOHANG | __WALL) > 0)
		;
	return 0;
}

static long write_from(const void *source, pid_t tid)
{
	struct iovec from = { (void *)source, sizeof(target) };
	struct iovec to = { (void *)&target, sizeof(target) };
	long n = sys(SYS_process_vm_writev, tid, &from, 1, &to, 1, 0);

	return n == sizeof(target) ? 0 : n < 0 ? n : -EIO;
}

long act_write_to(const struct order *order)
{
	long word = 1;

	return write_from(&word, order->tid);
}

long act_write_memory(const struct order *order)
{
	int fd = take_over(HANDOVER_FD);
	long word = 1, n = sys(SYS_pwrite64, fd, &word, sizeof(word), &target);

	(void)order;
	sys(SYS_close, fd);
	return n == sizeof(word) ? 0 : n < 0 ? n : -EIO;
}

/* Whoever reads the page sleeps until the actor lets it have it. */
static long stall(char *page)
{
	struct uffdio_api api = { .api = UFFD_API };
	struct uffdio_register area = {
		.range = { (unsigned long)page, PAGE },
		.mode = UFFDIO_REGISTER_MODE_MISSING,
	};
	long fd = sys(SYS_userfaultfd, O_CLOEXEC | O_NONBLOCK);

	sys(SYS_mmap, page, PAGE, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	sys(SYS_ioctl, fd, UFFDIO_API, &api);
	if (fd >= 0 && sys(SYS_ioctl, fd, UFFDIO_REGISTER, &area))
		return -ENODEV;
	return fd;
}

long act_begin_write(const struct order *order)
{
	char *page = STALLING + order->number * PAGE;
	long fd = stall(page), error;

	if (fd < 0)
		return fd;
	hand_over(HANDOVER_FD, fd);
	error = write_from(page, order->tid);
	sys(SYS_munmap, page, PAGE);
	sys(SYS_close, fd);
	return error;
}
