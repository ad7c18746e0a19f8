// SPDX-License-Identifier: GPL-2.0
/* /proc/PID/page_table_isolation */
#include "pti_optout.h"

#include <fcntl.h>
#include <pthread.h>

static struct gate ready, go;

static void wait_for_go(void)
{
	gate_open(&ready);
	gate_wait(&go);
}

static void as_nobody(void)
{
	become(NOBODY, 0);
	wait_for_go();
}

static pid_t start_waiting(void (*fn)(void))
{
	pid_t pid;

	gate_init(&ready);
	gate_init(&go);
	pid = start(fn);
	gate_wait(&ready);
	return pid;
}

static void same_words(void)
{
	for (int i = ARCH_PTI_ON; i <= ARCH_PTI_FORCED; i++) {
		char line[32];

		CHECK_EQ(file_set(getpid(), words[i]), 0);
		CHECK_EQ(file_get(getpid()), i);
		CHECK_EQ(status_get(getpid()), i);
		CHECK_EQ(pti_get(), i);
		snprintf(line, sizeof(line), "%s\n", words[i]);
		CHECK_EQ(file_set(getpid(), line), 0);
	}
}

static void bad_words(void)
{
	static const char *const bad[] = {
		"", "\n", "0", "1", "off", "Disabled", "disabled ", " disabled",
		"disabled\n\n", "disabledx", "disable", "not in use",
		"disabled until exec, or so it is said in the manual",
	};
	int fd = open_file(getpid(), "page_table_isolation", O_RDWR);

	CHECK(fd >= 0);
	for (size_t i = 1; i < sizeof(bad) / sizeof(*bad); i++)
		CHECK_EQ(write_fd(fd, bad[i]), EINVAL);
	CHECK(write(fd, "disabled\0", 9) == -1);
	CHECK_EQ(errno, EINVAL);
	CHECK(lseek(fd, 1, SEEK_SET) == 1);
	CHECK_EQ(write_fd(fd, "disabled"), EINVAL);
	CHECK(lseek(fd, 0, SEEK_SET) == 0);
	CHECK_EQ(pti_get(), ARCH_PTI_ON);

	CHECK(write(fd, "disabled", 8) == 8);
	CHECK(write(fd, "enabled", 7) == -1);
	CHECK_EQ(errno, EINVAL);
	CHECK_EQ(pti_get(), ARCH_PTI_OFF);
}

static void *other_thread(void *arg)
{
	wait_for_go();
	return NULL;
}

static void processes_only(void)
{
	char name[64];
	pthread_t thread;
	pid_t pid, tid = 0;

	/* 2 is kthreadd */
	CHECK_EQ(file_get(2), -ESRCH);
	CHECK_EQ(file_set(2, "enabled"), ESRCH);

	pid = fork();
	if (!pid)
		_exit(0);
	CHECK(!waitid(P_PID, pid, &(siginfo_t){ 0 }, WEXITED | WNOWAIT));
	CHECK_EQ(file_get(pid), -ESRCH);
	CHECK_EQ(file_set(pid, "enabled"), ESRCH);
	CHECK_EQ(finish(pid), 0);

	gate_init(&ready);
	gate_init(&go);
	CHECK(!pthread_create(&thread, NULL, other_thread, NULL));
	gate_wait(&ready);
	for (pid_t i = getpid() + 1; i < getpid() + 100 && !tid; i++) {
		snprintf(name, sizeof(name), "task/%d", i);
		if (open_file(getpid(), name, O_PATH) >= 0)
			tid = i;
	}
	CHECK(tid);
	snprintf(name, sizeof(name), "task/%d/page_table_isolation", tid);
	CHECK(open_file(getpid(), name, O_RDONLY) == -1);
	CHECK_EQ(errno, ENOENT);
	CHECK_EQ(file_get(tid), -ESRCH);
	CHECK_EQ(file_set(tid, "disabled"), ESRCH);
	CHECK_EQ(pti_get(), ARCH_PTI_ON);
	gate_open(&go);
	pthread_join(thread, NULL);
}

static void another_process(void)
{
	pid_t pid = start_waiting(as_nobody);

	for (int i = 0; i < 4; i++) {
		CHECK_EQ(file_set(pid, "disabled"), 0);
		CHECK_EQ(file_get(pid), ARCH_PTI_OFF);
		CHECK_EQ(file_set(pid, "disabled until exec"), 0);
		CHECK_EQ(file_get(pid), ARCH_PTI_OFF_NOEXEC);
		CHECK_EQ(file_set(pid, "enabled"), 0);
		CHECK_EQ(file_get(pid), ARCH_PTI_ON);
	}
	CHECK_EQ(file_set(pid, "forced"), 0);
	CHECK_EQ(file_set(pid, "disabled"), EPERM);
	CHECK_EQ(file_get(pid), ARCH_PTI_FORCED);
	CHECK_EQ(pti_get(), ARCH_PTI_ON);
	gate_open(&go);
	CHECK_EQ(finish(pid), PASS);
}

/* Whoever changes another process needs both, even to isolate it. */
static void check_needs_capability(pid_t pid)
{
	pid_t probe = fork();

	if (!probe) {
		caps_keep(ALL & ~CAP(CAP_PAYLOAD) & ~CAP(CAP_SYS_RAWIO));
		CHECK_EQ(file_set(pid, "enabled"), EPERM);
		CHECK_EQ(file_set(pid, "disabled until exec"), EPERM);
		CHECK_EQ(file_set(pid, "forced"), EPERM);
		_exit(0);
	}
	CHECK_EQ(finish(probe), 0);
}

static void needs_both_rights(void)
{
	pid_t pid = start_waiting(wait_for_go);
	pid_t probe;

	check_needs_capability(pid);
	CHECK_EQ(file_set(pid, "disabled"), 0);
	check_needs_capability(pid);
	probe = fork();
	if (!probe) {
		become(NOBODY, CAP(CAP_PAYLOAD));
		CHECK_EQ(file_set(pid, "enabled"), EPERM);
		_exit(0);
	}
	CHECK_EQ(finish(probe), 0);
	CHECK_EQ(file_get(pid), ARCH_PTI_OFF);
}

static void same_user_with_capability(void)
{
	pid_t pid = start_waiting(as_nobody);

	become(NOBODY, CAP(CAP_PAYLOAD));
	CHECK_EQ(file_set(pid, "disabled"), 0);
	CHECK_EQ(file_get(pid), ARCH_PTI_OFF);
	CHECK_EQ(file_set(pid, "enabled"), 0);
}

static void opener_counts(void)
{
	pid_t pid = start_waiting(as_nobody);
	int fd = opened_by_nobody(pid, "page_table_isolation");

	CHECK_EQ(write_fd(fd, "disabled"), EPERM);
	CHECK_EQ(file_get(pid), ARCH_PTI_ON);
	/* opened by one who has it, used by one who has not */
	fd = open_file(pid, "page_table_isolation", O_RDWR);
	CHECK(fd >= 0);
	become(NOBODY, 0);
	CHECK_EQ(write_fd(fd, "disabled"), EPERM);
	CHECK_EQ(file_get(pid), ARCH_PTI_ON);
}

/* He had the capability, but not the right to attach. */
static void openers_right_to_attach_counts(void)
{
	pid_t pid = start_waiting(wait_for_go);
	int fd;

	CHECK(!setresuid(-1, NOBODY, -1));
	caps_effective(CAP(CAP_PAYLOAD));
	fd = open_file(pid, "page_table_isolation", O_RDWR);
	CHECK(fd >= 0);
	CHECK_EQ(write_fd(fd, "disabled"), EPERM);
	CHECK(!setresuid(-1, 0, -1));
	CHECK_EQ(write_fd(fd, "disabled"), EPERM);
	CHECK_EQ(file_get(pid), ARCH_PTI_ON);
	CHECK_EQ(file_set(pid, "disabled"), 0);
}

static void own_by_anothers_descriptor(void)
{
	int fd = opened_by_nobody(getpid(), "page_table_isolation");

	CHECK_EQ(write_fd(fd, "disabled"), EPERM);
	CHECK_EQ(pti_get(), ARCH_PTI_ON);
}

static void exec_after_go(void)
{
	become(NOBODY, 0);
	wait_for_go();
	exec_now(self_path);
}

static void until_exec_of_another(void)
{
	pid_t pid = start_waiting(exec_after_go);

	CHECK_EQ(file_set(pid, "disabled"), 0);
	gate_open(&go);
	CHECK_EQ(finish(pid), ARCH_PTI_OFF);

	pid = start_waiting(exec_after_go);
	CHECK_EQ(file_set(pid, "disabled until exec"), 0);
	gate_open(&go);
	CHECK_EQ(finish(pid), ARCH_PTI_ON);
}

static void shares_mm(void)
{
	static char stack[16384] __attribute__((aligned(16)));

	clone((int (*)(void *))wait_for_go, stack + sizeof(stack),
	      CLONE_VM | SIGCHLD, NULL);
	for (;;)
		pause();
}

static void another_with_shared_mm(void)
{
	pid_t pid = start_waiting(shares_mm);

	CHECK_EQ(file_set(pid, "disabled"), EBUSY);
	CHECK_EQ(file_get(pid), ARCH_PTI_ON);
	CHECK_EQ(file_set(pid, "forced"), 0);
}

const struct test file_tests[] = {
	{ "the file has the words of the status line", same_words },
	{ "it takes one of them, at offset 0", bad_words },
	{ "it is for processes only", processes_only },
	{ "another process", another_process },
	{ "takes the capability and the right to attach", needs_both_rights },
	{ "and that of the same user will do", same_user_with_capability },
	{ "whoever opened the file counts, too", opener_counts },
	{ "and his right to attach", openers_right_to_attach_counts },
	{ "for one's own process as well", own_by_anothers_descriptor },
	{ "exec after a change from outside", until_exec_of_another },
	{ "another process whose mm is shared", another_with_shared_mm },
	{ }
};
