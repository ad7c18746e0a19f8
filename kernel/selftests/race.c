// SPDX-License-Identifier: GPL-2.0
/* Changes from outside while the process executes other programs. */
#include "pti_optout.h"

#include <sys/ptrace.h>
#include <sys/stat.h>
#include <time.h>

/* A different moment of the execve each time: within about 10 ms */
static void wait_a_little(int round)
{
	struct timespec time = { .tv_nsec = round * 7919 % 1009 * 10000 };

	nanosleep(&time, NULL);
}

static void many_execs(void)
{
	execl(self_path, "self", "--chain", "12", NULL);
}

/* A change is found in the old mm and copied, or made to the new one. */
static void none_is_lost(void)
{
	for (int i = 0; i < 40; i++) {
		pid_t pid = start(many_execs);

		wait_a_little(i);
		CHECK_EQ(file_set(pid, "disabled"), 0);
		CHECK_EQ(file_set(pid, "forced"), 0);
		CHECK_EQ(finish(pid), ARCH_PTI_FORCED);
	}
}

static char setuid_path[64];

/* Of user nobody, it becomes a program of root's. */
static void exec_setuid(void)
{
	become(NOBODY, 0);
	execl(self_path, "self", "--then", setuid_path, NULL);
}

/*
 * The setter has the capability, but may attach to what runs as nobody only:
 * what he was allowed to do to that must not be done to the setuid program.
 */
static void none_hits_a_setuid_program(void)
{
	int early = 0, never = 0;

	snprintf(setuid_path, sizeof(setuid_path), "%s/setuid", scratch);
	copy_file(self_path, setuid_path, 0755);
	CHECK(!chmod(setuid_path, 04755));

	for (int i = 0; i < 60; i++) {
		pid_t pid = start(exec_setuid), setter;
		int ret;

		setter = fork();
		CHECK(setter >= 0);
		if (!setter) {
			become(NOBODY, CAP(CAP_PAYLOAD));
			/* until it is root's, and hence out of reach */
			wait_a_little(i);
			for (int sets = 0;; sets++) {
				ret = file_set(pid, sets & 1 ? "enabled" :
							       "disabled");
				if (ret)
					_exit(sets ? 0 : 1);
			}
		}
		CHECK_EQ(finish(pid), ARCH_PTI_ON);
		ret = finish(setter);
		early += ret == 0;
		never += ret == 1;
	}
	printf("# setter first: %d, too late: %d\n", early, never);
	CHECK(early);
}

static struct gate ready, go;

/* Its exit status says whether it opted out. */
static struct gate tried, end;

static void tracee(void)
{
	int ret;

	become(NOBODY, CAP(CAP_PAYLOAD));
	gate_open(&ready);
	gate_wait(&go);
	ret = pti_set(ARCH_PTI_OFF);
	/* Whoever has given up his mm can be traced, which shows nothing. */
	gate_wait(&end);
	_exit(ret);
}

static int seize(pid_t pid)
{
	int ret = ptrace(PTRACE_SEIZE, pid, 0, 0) ? errno : 0;
	int status;

	gate_open(&tried);
	if (ret)
		return ret;
	/* Its end, which it is to tell to its parent */
	while (waitpid(pid, &status, __WALL) == pid && WIFSTOPPED(status))
		ptrace(PTRACE_CONT, pid, 0, 0);
	return 0;
}

/* The tracer, who has no right to an opted-out process, is seen or refused. */
static void none_by_an_attaching_tracer(void)
{
	int seized = 0, opted_out = 0;

	gate_init(&ready);
	gate_init(&go);
	gate_init(&tried);
	gate_init(&end);
	for (int i = 0; i < 60; i++) {
		pid_t pid = start(tracee), tracer;
		int set, attached;

		gate_wait(&ready);
		tracer = fork();
		CHECK(tracer >= 0);
		if (!tracer) {
			caps_keep(CAP(CAP_SYS_PTRACE));
			gate_open(&ready);
			_exit(seize(pid));
		}
		gate_wait(&ready);
		if (i & 1)
			wait_a_little(i);
		gate_open(&go);
		gate_wait(&tried);
		gate_open(&end);
		set = finish(pid);
		attached = finish(tracer);
		FAIL_IF(!set && !attached, "opted out with a tracer");
		CHECK(!set || set == EPERM);
		CHECK(!attached || attached == EPERM || attached == ESRCH);
		seized += !attached;
		opted_out += !set;
	}
	printf("# seized: %d, opted out: %d\n", seized, opted_out);
}

const struct test race_tests[] = {
	{ "no change is lost to an exec", none_is_lost },
	{ "none hits the setuid program it executes", none_hits_a_setuid_program },
	{ "no opt-out while a tracer is attaching", none_by_an_attaching_tracer },
	{ }
};
