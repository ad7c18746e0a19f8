// SPDX-License-Identifier: GPL-2.0
#include "stall.h"

#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <pthread.h>
#include <sys/ioctl.h>
#include <sys/mman.h>

static int uffd;

static void *deliver_by_userfaultfd(void *arg)
{
	static char contents[4096] __attribute__((aligned(4096)));
	struct stall *stall = arg;
	struct uffd_msg msg;
	struct uffdio_copy copy = {
		.dst = (unsigned long)stall->page,
		.src = (unsigned long)contents,
		.len = sizeof(contents),
	};

	memset(contents, 1, sizeof(contents));
	CHECK(read(uffd, &msg, sizeof(msg)) == sizeof(msg));
	CHECK_EQ(msg.event, UFFD_EVENT_PAGEFAULT);
	gate_open(&stall->asked);
	gate_wait(&stall->deliver);
	CHECK(!ioctl(uffd, UFFDIO_COPY, &copy));
	return NULL;
}

void stall_by_userfaultfd(struct stall *stall)
{
	struct uffdio_api api = { .api = UFFD_API };
	struct uffdio_register reg = { .mode = UFFDIO_REGISTER_MODE_MISSING };
	pthread_t thread;

	uffd = syscall(SYS_userfaultfd, O_CLOEXEC);
	CHECK(uffd >= 0);
	CHECK(!ioctl(uffd, UFFDIO_API, &api));
	stall->page = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	CHECK(stall->page != MAP_FAILED);
	reg.range.start = (unsigned long)stall->page;
	reg.range.len = 4096;
	CHECK(!ioctl(uffd, UFFDIO_REGISTER, &reg));
	CHECK(!pthread_create(&thread, NULL, deliver_by_userfaultfd, stall));
}
