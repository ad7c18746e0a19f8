// SPDX-License-Identifier: GPL-2.0
/*
 * Writing to another process while it opts out.  The writer is root with
 * CAP_SYS_PTRACE, but without the capability.
 */
#include "stall.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/uio.h>

enum { FORK = 'f', EXEC = 'x', DROP = 'd' };

static volatile long target_word;
static char marked[64];
static struct gate ask, answer;
static pid_t target_pid;

static void opt_out(void)
{
	_exit(pti_set(ARCH_PTI_OFF));
}

/* A process of user nobody with the capability, which does what it is told */
static void target(void)
{
	become(NOBODY, CAP(CAP_PAYLOAD));
	for (;;) {
		int what = gate_get(&ask);

		if (what == EXEC)
			exec_now(marked);
		if (what == DROP)
			caps_keep(0);
		gate_put(&answer, what == FORK ? child(opt_out) :
				  what == DROP ? 0 : pti_set(what));
	}
}

static int tell(int what)
{
	gate_put(&ask, what);
	return gate_get(&answer);
}

static void start_target(void)
{
	gate_init(&ask);
	gate_init(&answer);
	target_pid = start(target);
	CHECK_EQ(tell(ARCH_PTI_ON), 0);
}

/* How to write, and from where */
static int mem_fd;

static ssize_t write_vm(void *from, long to)
{
	struct iovec local = { from, sizeof(target_word) };
	struct iovec remote = { (void *)to, sizeof(target_word) };

	return process_vm_writev(target_pid, &local, 1, &remote, 1, 0);
}

static ssize_t write_mem(void *from, long to)
{
	return pwrite(mem_fd, from, sizeof(target_word), to);
}

static ssize_t (*write_by)(void *from, long to);
static void (*stall_by)(struct stall *stall);
static struct stall stall;
static struct gate prepared, go;

static int write_word(void *from, volatile void *to)
{
	ssize_t ret = write_by(from, (long)to);

	return ret == -1 ? errno : ret == sizeof(target_word) ? 0 : 255;
}

static void writer(void)
{
	stall_by(&stall);
	caps_keep(ALL & ~CAP(CAP_PAYLOAD) & ~CAP(CAP_SYS_RAWIO));
	mem_fd = open_file(target_pid, "mem", O_RDWR);
	CHECK(mem_fd >= 0);
	gate_open(&prepared);
	gate_wait(&go);
	_exit(write_word(stall.page, &target_word));
}

/* One that is ready to write */
static pid_t start_writer(void)
{
	pid_t pid;

	gate_init(&stall.asked);
	gate_init(&stall.deliver);
	gate_init(&prepared);
	gate_init(&go);
	pid = start(writer);
	gate_wait(&prepared);
	return pid;
}

/* One that is past the check of its rights and waits for what to write */
static pid_t start_stalled_writer(void)
{
	pid_t pid = start_writer();

	gate_open(&go);
	gate_wait(&stall.asked);
	return pid;
}

static void cannot_opt_out(void)
{
	CHECK_EQ(tell(ARCH_PTI_OFF), EBUSY);
	CHECK_EQ(tell(ARCH_PTI_OFF_NOEXEC), EBUSY);
	CHECK_EQ(file_set(target_pid, "disabled"), EBUSY);
	CHECK_EQ(status_get(target_pid), ARCH_PTI_ON);
}

static void check_stalled(void)
{
	pid_t pid;

	start_target();
	pid = start_stalled_writer();
	cannot_opt_out();
	CHECK_EQ(tell(ARCH_PTI_ON), 0);
	/* The child and the executed program have memory of their own. */
	CHECK_EQ(tell(FORK), 0);
	cannot_opt_out();
	gate_open(&stall.deliver);
	CHECK_EQ(finish(pid), 0);
	CHECK_EQ(tell(ARCH_PTI_OFF), 0);
	CHECK_EQ(status_get(target_pid), ARCH_PTI_OFF);
}

static void stalled(void (*by)(struct stall *stall))
{
	stall_by = by;
	write_by = write_vm;
	check_stalled();
	write_by = write_mem;
	check_stalled();
}

static void stalled_by_userfaultfd(void)
{
	SKIP_IF(syscall(SYS_userfaultfd, -1) == -1 && errno == ENOSYS,
		"no userfaultfd");
	stalled(stall_by_userfaultfd);
}

static void stalled_by_fuse(void)
{
	SKIP_IF(access("/dev/fuse", R_OK | W_OK), "no /dev/fuse");
	stalled(stall_by_fuse);
}

static void two_are_counted(void)
{
	struct stall first;
	pid_t pid[2];

	stall_by = stall_by_userfaultfd;
	write_by = write_vm;
	start_target();
	pid[0] = start_stalled_writer();
	first = stall;
	pid[1] = start_stalled_writer();
	gate_open(&first.deliver);
	CHECK_EQ(finish(pid[0]), 0);
	cannot_opt_out();
	gate_open(&stall.deliver);
	CHECK_EQ(finish(pid[1]), 0);
	CHECK_EQ(tell(ARCH_PTI_OFF), 0);
}

static void killed_is_not_counted(void)
{
	pid_t pid;

	stall_by = stall_by_userfaultfd;
	for (int i = 0; i < 2; i++) {
		write_by = i ? write_mem : write_vm;
		start_target();
		pid = start_stalled_writer();
		cannot_opt_out();
		CHECK(!kill(pid, SIGKILL));
		CHECK_EQ(finish(pid), -SIGKILL);
		CHECK_EQ(tell(ARCH_PTI_OFF), 0);
	}
}

static void executed_is_not_counted(void)
{
	pid_t pid;

	snprintf(marked, sizeof(marked), "%s/marked", scratch);
	copy_file(self_path, marked, 0755);
	mark(marked, CAP(CAP_PAYLOAD), false);
	stall_by = stall_by_userfaultfd;
	write_by = write_vm;
	start_target();
	pid = start_stalled_writer();
	cannot_opt_out();
	gate_put(&ask, EXEC);
	CHECK_EQ(finish(target_pid), ARCH_PTI_OFF);
	gate_open(&stall.deliver);
	finish(pid);
}

/* Nobody to wait for: the descriptor is all that the writer has of before. */
static void late_is_refused(void)
{
	pid_t pid;

	stall_by = stall_by_userfaultfd;
	for (int i = 0; i < 2; i++) {
		write_by = i ? write_mem : write_vm;
		start_target();
		pid = start_writer();
		CHECK_EQ(tell(ARCH_PTI_OFF), 0);
		/* One that is let in by mistake does not wait. */
		gate_open(&stall.deliver);
		gate_open(&go);
		CHECK_EQ(finish(pid), EPERM);
	}
}

static void failures_leave_nothing(void)
{
	start_target();
	mem_fd = open_file(target_pid, "mem", O_RDWR);
	CHECK(mem_fd >= 0);
	for (int i = 0; i < 2; i++) {
		long word = 1;

		write_by = i ? write_mem : write_vm;
		CHECK_EQ(write_word(&word, &target_word), 0);
		CHECK_EQ(write_word(NULL, &target_word), EFAULT);
		CHECK_EQ(write_word(&word, NULL), i ? EIO : EFAULT);
		CHECK_EQ(tell(ARCH_PTI_OFF), 0);
		CHECK_EQ(tell(ARCH_PTI_ON), 0);
	}
}

/* Whoever has the capability is counted, too, but may write in every state. */
static void capable_writes(void)
{
	long word = 1;

	start_target();
	mem_fd = open_file(target_pid, "mem", O_RDWR);
	CHECK_EQ(tell(ARCH_PTI_OFF), 0);
	for (int i = 0; i < 2; i++) {
		write_by = i ? write_mem : write_vm;
		CHECK_EQ(write_word(&word, &target_word), 0);
	}
	CHECK_EQ(tell(ARCH_PTI_ON), 0);
	CHECK_EQ(tell(ARCH_PTI_OFF), 0);
}

/* EBUSY comes first. */
static void busy_before_traced(void)
{
	pid_t pid;

	stall_by = stall_by_userfaultfd;
	write_by = write_vm;
	start_target();
	pid = start_stalled_writer();
	caps_keep(ALL & ~CAP(CAP_PAYLOAD) & ~CAP(CAP_SYS_RAWIO));
	CHECK(!ptrace(PTRACE_SEIZE, target_pid, 0, 0));
	CHECK_EQ(tell(ARCH_PTI_OFF), EBUSY);
	gate_open(&stall.deliver);
	CHECK_EQ(finish(pid), 0);
	CHECK_EQ(tell(ARCH_PTI_OFF), EPERM);
}

/* What it has no right to do comes before what it may not do just now. */
static void denied_before_busy(void)
{
	stall_by = stall_by_userfaultfd;
	write_by = write_vm;
	for (int i = 0; i < 2; i++) {
		pid_t pid;

		start_target();
		CHECK_EQ(tell(i ? DROP : ARCH_PTI_FORCED), 0);
		pid = start_stalled_writer();
		CHECK_EQ(tell(ARCH_PTI_OFF), EPERM);
		gate_open(&stall.deliver);
		CHECK_EQ(finish(pid), 0);
	}
}

const struct test writers_tests[] = {
	{ "no opt-out while a write is stalled by userfaultfd", stalled_by_userfaultfd },
	{ "nor by FUSE", stalled_by_fuse },
	{ "nor while one of two is", two_are_counted },
	{ "a killed writer is gone", killed_is_not_counted },
	{ "it does not follow into a marked program", executed_is_not_counted },
	{ "whoever comes after the opt-out is refused", late_is_refused },
	{ "writes that fail leave nothing behind", failures_leave_nothing },
	{ "with the capability one writes in every state", capable_writes },
	{ "a writer comes before a tracer", busy_before_traced },
	{ "and having no right before a writer", denied_before_busy },
	{ }
};
