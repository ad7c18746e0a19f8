// SPDX-License-Identifier: GPL-2.0
/*
 * A FUSE file system in which every name is the same file of one page.  Without
 * libfuse: the tests are static.
 */
#include "stall.h"

#include <fcntl.h>
#include <linux/fuse.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>

#define FILE_INODE 2

static int fuse;

static void reply(const struct fuse_in_header *in, int error, const void *data,
		  size_t size)
{
	struct {
		struct fuse_out_header head;
		char data[4096];
	} out = {
		.head = {
			.len = sizeof(out.head) + size,
			.error = -error,
			.unique = in->unique,
		},
	};

	if (size)
		memcpy(out.data, data, size);
	/* ENOENT: whoever asked was killed meanwhile */
	CHECK(write(fuse, &out, out.head.len) == out.head.len ||
	      errno == ENOENT);
}

static struct fuse_attr attributes(uint64_t inode)
{
	return (struct fuse_attr) {
		.ino = inode,
		.size = inode == FILE_INODE ? 4096 : 0,
		.mode = inode == FILE_INODE ? S_IFREG | 0444 : S_IFDIR | 0555,
		.nlink = 1,
		.blksize = 4096,
	};
}

static void reply_init(const struct fuse_in_header *in)
{
	struct fuse_init_out out = {
		.major = FUSE_KERNEL_VERSION,
		.minor = FUSE_KERNEL_MINOR_VERSION,
		.max_write = 4096,
	};

	reply(in, 0, &out, sizeof(out));
}

static void reply_entry(const struct fuse_in_header *in)
{
	struct fuse_entry_out out = {
		.nodeid = FILE_INODE,
		.attr = attributes(FILE_INODE),
	};

	reply(in, 0, &out, sizeof(out));
}

static void reply_attributes(const struct fuse_in_header *in)
{
	struct fuse_attr_out out = { .attr = attributes(in->nodeid) };

	reply(in, 0, &out, sizeof(out));
}

static void reply_page(const struct fuse_in_header *in, struct stall *stall)
{
	char page[4096];

	memset(page, 1, sizeof(page));
	gate_open(&stall->asked);
	gate_wait(&stall->deliver);
	reply(in, 0, page, sizeof(page));
}

static void serve(struct stall *stall)
{
	/* FUSE_MIN_READ_BUFFER at least */
	static union {
		struct fuse_in_header head;
		char bytes[65536];
	} in;
	struct fuse_open_out opened = { .fh = 0 };

	for (;;) {
		ssize_t len = read(fuse, &in, sizeof(in));

		if (len < 0 && (errno == EINTR || errno == ENOENT))
			continue;
		/* unmounted */
		if (len < (ssize_t)sizeof(in.head))
			_exit(0);
		switch (in.head.opcode) {
		case FUSE_INIT:
			reply_init(&in.head);
			break;
		case FUSE_LOOKUP:
			reply_entry(&in.head);
			break;
		case FUSE_GETATTR:
			reply_attributes(&in.head);
			break;
		case FUSE_OPEN:
			reply(&in.head, 0, &opened, sizeof(opened));
			break;
		case FUSE_READ:
			reply_page(&in.head, stall);
			break;
		case FUSE_FLUSH:
		case FUSE_RELEASE:
			reply(&in.head, 0, NULL, 0);
			break;
		case FUSE_FORGET:
		case FUSE_BATCH_FORGET:
		case FUSE_INTERRUPT:
			break;
		default:
			reply(&in.head, ENOSYS, NULL, 0);
		}
	}
}

void stall_by_fuse(struct stall *stall)
{
	char directory[64], path[80], options[128];
	int fd;

	fuse = open("/dev/fuse", O_RDWR | O_CLOEXEC);
	CHECK(fuse >= 0);
	snprintf(directory, sizeof(directory), "%s/fuse", scratch);
	CHECK(!mkdir(directory, 0755) || errno == EEXIST);
	snprintf(options, sizeof(options),
		 "fd=%d,rootmode=40000,user_id=0,group_id=0", fuse);
	CHECK(!unshare(CLONE_NEWNS));
	CHECK(!mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL));
	CHECK(!mount("pti_optout", directory, "fuse", MS_NOSUID, options));
	if (!fork()) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		serve(stall);
	}

	snprintf(path, sizeof(path), "%s/page", directory);
	fd = open(path, O_RDONLY);
	CHECK(fd >= 0);
	stall->page = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, fd, 0);
	CHECK(stall->page != MAP_FAILED);
}
