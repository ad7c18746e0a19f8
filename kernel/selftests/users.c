// SPDX-License-Identifier: GPL-2.0
/* Who else is there: tracers, and other processes with the same mm. */
#include "pti_optout.h"

#include <sys/ptrace.h>

static struct gate ready, go;

static void traceme(void)
{
	_exit(ptrace(PTRACE_TRACEME, 0, 0, 0) ? errno : 0);
}

static void traceme_looks_at_the_parent(void)
{
	CHECK_EQ(child(traceme), 0);
	CHECK_EQ(pti_set(ARCH_PTI_OFF), 0);
	CHECK_EQ(child(traceme), 0);
	/* not capable, but opted out itself */
	caps_keep(0);
	CHECK_EQ(child(traceme), 0);
}

static void off_and_traceme(void)
{
	CHECK_EQ(pti_set(ARCH_PTI_OFF), 0);
	traceme();
}

static struct gate dropped;

static void off_wait_and_traceme(void)
{
	CHECK_EQ(pti_set(ARCH_PTI_OFF), 0);
	gate_open(&ready);
	gate_wait(&dropped);
	traceme();
}

static void traceme_is_refused(void)
{
	pid_t pid;

	CHECK_EQ(child(off_and_traceme), 0);
	gate_init(&ready);
	gate_init(&dropped);
	pid = start(off_wait_and_traceme);
	gate_wait(&ready);
	/* Otherwise it would be refused anyway: the tracee has more. */
	caps_keep(CAP(CAP_SYS_PTRACE));
	gate_open(&dropped);
	CHECK_EQ(finish(pid), EPERM);
}

static void set_while_traced(void)
{
	CHECK(!ptrace(PTRACE_TRACEME, 0, 0, 0));
	gate_open(&ready);
	gate_wait(&dropped);
	_exit(pti_set(ARCH_PTI_OFF));
}

static int set_under_tracer(uint64_t keep)
{
	pid_t pid;

	gate_init(&ready);
	gate_init(&dropped);
	pid = start(set_while_traced);
	gate_wait(&ready);
	caps_keep(keep);
	gate_open(&dropped);
	return finish(pid);
}

static void traced_cannot_opt_out(void)
{
	CHECK_EQ(set_under_tracer(ALL), 0);
	CHECK_EQ(set_under_tracer(0), EPERM);
}

static void drop_and_be_traced(void)
{
	caps_keep(0);
	CHECK(!ptrace(PTRACE_TRACEME, 0, 0, 0));
	gate_open(&ready);
	gate_wait(&dropped);
	_exit(pti_get());
}

/* It is the tracer's capability that counts, and what he has now. */
static void tracee_needs_none(void)
{
	pid_t pid;

	gate_init(&ready);
	gate_init(&dropped);
	pid = start(drop_and_be_traced);
	gate_wait(&ready);
	CHECK_EQ(file_set(pid, "disabled"), 0);
	gate_open(&dropped);
	CHECK_EQ(finish(pid), ARCH_PTI_OFF);
}

static int shares_mm(void *arg)
{
	gate_wait(&go);
	return 0;
}

static void shared_mm_is_busy(void)
{
	static char stack[16384] __attribute__((aligned(16)));
	pid_t pid;

	gate_init(&go);
	pid = clone(shares_mm, stack + sizeof(stack), CLONE_VM | SIGCHLD, NULL);
	CHECK(pid > 0);
	CHECK_EQ(pti_set(ARCH_PTI_OFF), EBUSY);
	CHECK_EQ(file_set(getpid(), "disabled until exec"), EBUSY);
	CHECK_EQ(pti_get(), ARCH_PTI_ON);
	gate_open(&go);
	CHECK_EQ(finish(pid), 0);

	CHECK_EQ(pti_set(ARCH_PTI_OFF), 0);
	pid = clone(shares_mm, stack + sizeof(stack), CLONE_VM | SIGCHLD, NULL);
	CHECK(pid > 0);
	CHECK_EQ(status_get(pid), ARCH_PTI_OFF);
	/* Narrowing never is. */
	CHECK_EQ(pti_set(ARCH_PTI_OFF_NOEXEC), 0);
	CHECK_EQ(pti_set(ARCH_PTI_OFF), EBUSY);
	CHECK_EQ(pti_get(), ARCH_PTI_OFF_NOEXEC);
	CHECK_EQ(pti_set(ARCH_PTI_ON), 0);
	CHECK_EQ(status_get(pid), ARCH_PTI_ON);
	gate_open(&go);
	CHECK_EQ(finish(pid), 0);
}

const struct test users_tests[] = {
	{ "PTRACE_TRACEME looks at the parent", traceme_looks_at_the_parent },
	{ "PTRACE_TRACEME is refused", traceme_is_refused },
	{ "no opt-out with a tracer without the capability", traced_cannot_opt_out },
	{ "a tracee needs no capability of its own", tracee_needs_none },
	{ "no opt-out while the mm is shared", shared_mm_is_busy },
	{ }
};
