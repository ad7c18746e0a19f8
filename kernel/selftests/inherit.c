// SPDX-License-Identifier: GPL-2.0
/* fork(), threads, vfork() and execve(). */
#include "pti_optout.h"

#include <pthread.h>

static int expected;

static void child_has_expected(void)
{
	CHECK_EQ(pti_get(), expected);
	CHECK_EQ(status_get(getpid()), expected);
}

static void fork_keeps(void)
{
	static const int states[] = {
		ARCH_PTI_OFF, ARCH_PTI_OFF_NOEXEC, ARCH_PTI_ON, ARCH_PTI_FORCED,
	};

	for (int i = 0; i < 4; i++) {
		expected = states[i];
		CHECK_EQ(pti_set(expected), 0);
		CHECK_EQ(child(child_has_expected), PASS);
		CHECK_EQ(pti_get(), expected);
	}
}

static void change_to_forced(void)
{
	CHECK_EQ(pti_set(ARCH_PTI_FORCED), 0);
}

static void child_is_on_its_own(void)
{
	CHECK_EQ(pti_set(ARCH_PTI_OFF), 0);
	CHECK_EQ(child(change_to_forced), PASS);
	CHECK_EQ(pti_get(), ARCH_PTI_OFF);
}

static void *set_off(void *arg)
{
	return (void *)(long)pti_set(ARCH_PTI_OFF);
}

static void *get(void *arg)
{
	return (void *)(long)pti_get();
}

static long in_thread(void *(*fn)(void *))
{
	pthread_t thread;
	void *ret;

	CHECK(!pthread_create(&thread, NULL, fn, NULL));
	CHECK(!pthread_join(thread, &ret));
	return (long)ret;
}

static void threads_share(void)
{
	CHECK_EQ(in_thread(set_off), 0);
	CHECK_EQ(pti_get(), ARCH_PTI_OFF);
	CHECK_EQ(in_thread(get), ARCH_PTI_OFF);
}

static void vfork_and_exec(void)
{
	pid_t pid;

	CHECK_EQ(pti_set(ARCH_PTI_OFF_NOEXEC), 0);
	pid = vfork();
	if (!pid)
		exec_now(self_path);
	CHECK_EQ(finish(pid), ARCH_PTI_ON);
	CHECK_EQ(pti_get(), ARCH_PTI_OFF_NOEXEC);
}

static void exec_keeps(void)
{
	CHECK_EQ(exec_state(self_path), ARCH_PTI_ON);
	CHECK_EQ(pti_set(ARCH_PTI_OFF), 0);
	CHECK_EQ(exec_state(self_path), ARCH_PTI_OFF);
	/* No capability is needed for that. */
	become(NOBODY, CAP(CAP_PAYLOAD));
	CHECK_EQ(pti_set(ARCH_PTI_OFF), 0);
	caps_keep(0);
	CHECK_EQ(exec_state(self_path), ARCH_PTI_OFF);
}

static void noexec_ends_at_exec(void)
{
	CHECK_EQ(pti_set(ARCH_PTI_OFF_NOEXEC), 0);
	CHECK_EQ(exec_state(self_path), ARCH_PTI_ON);
}

static void failed_exec_changes_nothing(void)
{
	CHECK_EQ(pti_set(ARCH_PTI_OFF_NOEXEC), 0);
	CHECK(execl("/proc/self/status", "status", NULL) == -1);
	CHECK_EQ(pti_get(), ARCH_PTI_OFF_NOEXEC);
}

static void *exec_in_thread(void *arg)
{
	exec_now(self_path);
	return NULL;
}

static void thread_execs(void)
{
	pthread_t thread;

	CHECK(!pthread_create(&thread, NULL, exec_in_thread, NULL));
	pthread_join(thread, NULL);
}

static void exec_by_a_thread(void)
{
	CHECK_EQ(pti_set(ARCH_PTI_OFF), 0);
	CHECK_EQ(child(thread_execs), ARCH_PTI_OFF);
	CHECK_EQ(pti_set(ARCH_PTI_OFF_NOEXEC), 0);
	CHECK_EQ(child(thread_execs), ARCH_PTI_ON);
}

const struct test inherit_tests[] = {
	{ "fork keeps the state", fork_keeps },
	{ "a child changes its own state only", child_is_on_its_own },
	{ "threads share the state", threads_share },
	{ "vfork and exec leave the parent alone", vfork_and_exec },
	{ "exec keeps an opt-out", exec_keeps },
	{ "off until exec ends at exec", noexec_ends_at_exec },
	{ "an exec that fails changes nothing", failed_exec_changes_nothing },
	{ "exec by another thread", exec_by_a_thread },
	{ }
};
