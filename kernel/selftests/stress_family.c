// SPDX-License-Identifier: GPL-2.0
/* Stress: children, programs executed, and other domains. */
#include "stress.h"

#include <sys/mman.h>
#include <sys/stat.h>

static char setuid_path[64], marked_path[64];
static int state;

static int after_exec(int before)
{
	return before == ARCH_PTI_OFF_NOEXEC ? ARCH_PTI_ON : before;
}

static void forked(void)
{
	check_state(state);
	CHECK_EQ(code_at(70)(), 42);
	if (below(2)) {
		state = random_state_to_set();
		change_to(state);
		check_state(state);
		CHECK_EQ(code_at(71)(), 42);
	}
	if (!below(8)) {
		CHECK_EQ(pti_set(ARCH_PTI_FORCED), 0);
		check_state(ARCH_PTI_FORCED);
		CHECK_EQ(exec_state(self_path), ARCH_PTI_FORCED);
		return;
	}
	if (below(2)) {
		CHECK_EQ(exec_state(self_path), after_exec(state));
		count(EXECS);
	}
}

static void do_fork(void)
{
	CHECK_EQ(child(forked), PASS);
	count(FORKS);
}

static void do_vfork(void)
{
	pid_t pid = vfork();

	CHECK(pid >= 0);
	if (!pid)
		exec_now(self_path);
	CHECK_EQ(finish(pid), after_exec(state));
	check_state(state);
	count(VFORKS);
}

static int shares(void *arg)
{
	return pti_get();
}

static void do_clone(void)
{
	static char stack[65536] __attribute__((aligned(16)));
	pid_t pid = clone(shares, stack + sizeof(stack), CLONE_VM | SIGCHLD,
			  NULL);

	CHECK(pid > 0);
	/* Widening is refused as long as it is there. */
	if (below(2))
		CHECK_EQ(pti_set(state), 0);
	CHECK_EQ(finish(pid), state);
	count(CLONES);
}

static void do_marked_exec(void)
{
	CHECK_EQ(exec_state(marked_path), ARCH_PTI_OFF);
	count(MARKED_EXECS);
}

/* A setuid program is isolated, whoever executes it. */
static void nobody(void)
{
	become(NOBODY, CAP(CAP_PAYLOAD));
	/* That was another domain. */
	check_state(ARCH_PTI_ON);
	state = random_state_to_set();
	change_to(state);
	check_state(state);
	CHECK_EQ(exec_state(self_path), after_exec(state));
	CHECK_EQ(exec_state(setuid_path), ARCH_PTI_ON);
	count(SETUID_EXECS);
	check_state(state);
}

static void new_user_namespace(void)
{
	CHECK(!unshare(CLONE_NEWUSER));
	check_state(ARCH_PTI_ON);
}

/* Those which share the mm are in the other domain as well. */
static int change_ids(void *arg)
{
	return setresuid(NOBODY, NOBODY, NOBODY) || pti_get() != ARCH_PTI_ON;
}

static void by_another_with_the_same_mm(void)
{
	static char stack[65536] __attribute__((aligned(16)));
	pid_t pid = clone(change_ids, stack + sizeof(stack),
			  CLONE_VM | SIGCHLD, NULL);

	CHECK(pid > 0);
	CHECK_EQ(finish(pid), 0);
	check_state(ARCH_PTI_ON);
}

static void do_domain(void)
{
	static void (*const changes[])(void) = {
		nobody, new_user_namespace, by_another_with_the_same_mm
	};

	CHECK_EQ(child(changes[below(3)]), PASS);
	check_state(state);
	count(DOMAINS);
}

void family(void)
{
	static void (*const events[])(void) = {
		do_fork, do_vfork, do_clone, do_marked_exec, do_domain
	};

	snprintf(setuid_path, sizeof(setuid_path), "%s/setuid.%d", scratch,
		 getpid());
	copy_file(self_path, setuid_path, 04755);
	snprintf(marked_path, sizeof(marked_path), "%s/marked.%d", scratch,
		 getpid());
	copy_file(self_path, marked_path, 0755);
	mark(marked_path, CAP(CAP_PAYLOAD), false);

	while (running()) {
		if (below(2)) {
			state = random_state_to_set();
			change_to(state);
		}
		check_state(state);
		events[below(5)]();
	}
}
