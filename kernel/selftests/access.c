// SPDX-License-Identifier: GPL-2.0
/* Who gets at the memory of an opted-out process, and who keeps it isolated. */
#include "pti_optout.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/uio.h>

static volatile long target_word;
static struct gate ready, go;
static unsigned long set_to;

/* A process of user nobody, without capabilities, in state set_to */
static void target(void)
{
	become(NOBODY, CAP(CAP_PAYLOAD));
	CHECK_EQ(pti_set(set_to), 0);
	caps_keep(0);
	CHECK(!prctl(PR_SET_DUMPABLE, 1, 0, 0, 0));
	gate_open(&ready);
	gate_wait(&go);
}

static pid_t start_target(unsigned long state)
{
	pid_t pid;

	gate_init(&ready);
	gate_init(&go);
	set_to = state;
	pid = start(target);
	gate_wait(&ready);
	CHECK_EQ(status_get(pid), (long)state);
	return pid;
}

static int attach(pid_t pid, long request)
{
	int status;

	if (ptrace(request, pid, 0, 0))
		return errno;
	CHECK(!ptrace(PTRACE_INTERRUPT, pid, 0, 0) || request == PTRACE_ATTACH);
	CHECK(waitpid(pid, &status, __WALL) == pid);
	CHECK(!ptrace(PTRACE_DETACH, pid, 0, 0));
	return 0;
}

static int vm_io(pid_t pid, bool write)
{
	long value = 1;
	struct iovec local = { &value, sizeof(value) };
	struct iovec remote = { (void *)&target_word, sizeof(target_word) };
	ssize_t ret = write ? process_vm_writev(pid, &local, 1, &remote, 1, 0) :
			      process_vm_readv(pid, &local, 1, &remote, 1, 0);

	return ret == sizeof(value) ? 0 : errno;
}

static int mem_open(pid_t pid, int flags)
{
	int fd = open_file(pid, "mem", flags), ret = errno;

	if (fd < 0)
		return ret;
	close(fd);
	return 0;
}

/* Descriptor 0 of the process */
static int get_fd(pid_t pid)
{
	int pidfd = syscall(SYS_pidfd_open, pid, 0), fd, ret;

	CHECK(pidfd >= 0);
	fd = syscall(SYS_pidfd_getfd, pidfd, 0, 0);
	ret = fd < 0 ? errno : 0;
	close(fd);
	close(pidfd);
	return ret;
}

static void check_all(pid_t pid, int expected)
{
	CHECK_EQ(attach(pid, PTRACE_ATTACH), expected);
	CHECK_EQ(attach(pid, PTRACE_SEIZE), expected);
	CHECK_EQ(vm_io(pid, false), expected);
	CHECK_EQ(vm_io(pid, true), expected);
	CHECK_EQ(get_fd(pid), expected);
	CHECK_EQ(mem_open(pid, O_RDONLY), expected ? EACCES : 0);
	CHECK_EQ(mem_open(pid, O_RDWR), expected ? EACCES : 0);
}

static void same_user_is_refused(void)
{
	pid_t pid = start_target(ARCH_PTI_OFF);

	become(NOBODY, 0);
	check_all(pid, EPERM);
}

static void isolated_is_open(void)
{
	pid_t pid = start_target(ARCH_PTI_ON);

	become(NOBODY, 0);
	check_all(pid, 0);
}

static void ptrace_capability_is_refused(void)
{
	pid_t pid = start_target(ARCH_PTI_OFF_NOEXEC);

	caps_keep(ALL & ~CAP(CAP_PAYLOAD) & ~CAP(CAP_SYS_RAWIO));
	check_all(pid, EPERM);
}

static void capable_may(void)
{
	pid_t pid = start_target(ARCH_PTI_OFF);

	become(NOBODY, CAP(CAP_SYS_RAWIO));
	check_all(pid, 0);
}

static void opted_out_may(void)
{
	pid_t pid = start_target(ARCH_PTI_OFF);

	become(NOBODY, CAP(CAP_PAYLOAD));
	CHECK_EQ(pti_set(ARCH_PTI_OFF), 0);
	caps_keep(0);
	check_all(pid, 0);
}

/* The descriptor is older than the opt-out. */
static void late_write(void)
{
	pid_t pid = start_target(ARCH_PTI_ON);
	long value = 2;
	int fd, ret;
	pid_t writer;

	/* opened by one without, used by it, then by root: both count */
	fflush(stdout);
	fd = open_file(pid, "mem", O_RDWR);
	CHECK(fd >= 0);
	CHECK(pwrite(fd, &value, sizeof(value), (long)&target_word) == 8);
	CHECK_EQ(file_set(pid, "disabled"), 0);
	CHECK_EQ(status_get(pid), ARCH_PTI_OFF);
	CHECK(pwrite(fd, &value, sizeof(value), (long)&target_word) == 8);
	writer = fork();
	if (!writer) {
		become(NOBODY, 0);
		ret = pwrite(fd, &value, sizeof(value), (long)&target_word);
		_exit(ret == -1 ? errno : 0);
	}
	CHECK_EQ(finish(writer), EPERM);
}

static int pass_fd = -1;

static void send_fd(int sock, int fd)
{
	char control[CMSG_SPACE(sizeof(int))] = { 0 };
	struct iovec iov = { "", 1 };
	struct msghdr msg = {
		.msg_iov = &iov, .msg_iovlen = 1,
		.msg_control = control, .msg_controllen = sizeof(control),
	};
	struct cmsghdr *cmsg = CMSG_FIRSTHDR(&msg);

	cmsg->cmsg_level = SOL_SOCKET;
	cmsg->cmsg_type = SCM_RIGHTS;
	cmsg->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(cmsg), &fd, sizeof(fd));
	CHECK(sendmsg(sock, &msg, 0) == 1);
}

static int receive_fd(int sock)
{
	char control[CMSG_SPACE(sizeof(int))], c;
	struct iovec iov = { &c, 1 };
	struct msghdr msg = {
		.msg_iov = &iov, .msg_iovlen = 1,
		.msg_control = control, .msg_controllen = sizeof(control),
	};
	int fd;

	CHECK(recvmsg(sock, &msg, 0) == 1);
	CHECK(CMSG_FIRSTHDR(&msg));
	memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&msg)), sizeof(fd));
	return fd;
}

static pid_t open_target;
static const char *open_name;

static void open_as_nobody(void)
{
	int fd;

	become(NOBODY, 0);
	fd = open_file(open_target, open_name, O_RDWR);
	CHECK(fd >= 0);
	send_fd(pass_fd, fd);
}

int opened_by_nobody(pid_t pid, const char *name)
{
	int pair[2], fd;

	CHECK(!socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
	open_target = pid;
	open_name = name;
	pass_fd = pair[1];
	CHECK_EQ(child(open_as_nobody), PASS);
	fd = receive_fd(pair[0]);
	close(pair[0]);
	close(pair[1]);
	return fd;
}

static void opener_counts(void)
{
	pid_t pid = start_target(ARCH_PTI_ON);
	int fd = opened_by_nobody(pid, "mem");
	long value = 2;

	CHECK(pwrite(fd, &value, sizeof(value), (long)&target_word) == 8);
	CHECK_EQ(file_set(pid, "disabled"), 0);
	CHECK(pwrite(fd, &value, sizeof(value), (long)&target_word) == -1);
	CHECK_EQ(errno, EPERM);
	CHECK_EQ(file_set(pid, "enabled"), 0);
	CHECK(pwrite(fd, &value, sizeof(value), (long)&target_word) == 8);
}

const struct test access_tests[] = {
	{ "an isolated process is open to its user", isolated_is_open },
	{ "an opted-out one is not", same_user_is_refused },
	{ "nor to CAP_SYS_PTRACE alone", ptrace_capability_is_refused },
	{ "but to one with the capability", capable_may },
	{ "and to one opted out itself", opted_out_may },
	{ "a descriptor for mem from before is refused", late_write },
	{ "whoever opened mem counts, too", opener_counts },
	{ }
};
