// SPDX-License-Identifier: GPL-2.0
/* A CPU goes and comes back, which ran an opted-out process. */
#include "pti_optout.h"

#include <fcntl.h>
#include <time.h>

#define ONLINE "/sys/devices/system/cpu/cpu1/online"

static void online(bool on)
{
	int fd = open(ONLINE, O_WRONLY);

	CHECK(fd >= 0);
	CHECK_EQ(write_fd(fd, on ? "1" : "0"), 0);
	close(fd);
}

static void run_on_cpu1(pid_t pid)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(1, &set);
	CHECK(!sched_setaffinity(pid, sizeof(set), &set));
}

static struct gate ready[2], go[2];

/* In and out of the kernel until told to end, first in the given state */
static void busy(int i, unsigned long state)
{
	run_on_cpu1(0);
	CHECK_EQ(pti_set(state), 0);
	CHECK(!fcntl(go[i].fd[0], F_SETFL, O_NONBLOCK));
	gate_open(&ready[i]);
	for (char c; read(go[i].fd[0], &c, 1) != 1;)
		sched_yield();
}

static void busy_off(void)
{
	busy(0, ARCH_PTI_OFF);
}

static void busy_on(void)
{
	busy(1, ARCH_PTI_ON);
}

static pid_t pid[2];

static void check_states(int first, int second)
{
	struct timespec slice = { .tv_nsec = 100000000 };

	CHECK_EQ(status_get(pid[0]), first);
	CHECK_EQ(status_get(pid[1]), second);
	if (entry_isolated(pid[0]) < 0)
		return;
	/* It may not have been on a CPU since. */
	nanosleep(&slice, NULL);
	CHECK_EQ(entry_isolated(pid[0]), first == ARCH_PTI_ON);
	CHECK_EQ(entry_isolated(pid[1]), second == ARCH_PTI_ON);
}

static void cpu_comes_back(void)
{
	SKIP_IF(access(ONLINE, W_OK), "no second CPU, or it cannot go");
	for (int i = 0; i < 2; i++) {
		gate_init(&ready[i]);
		gate_init(&go[i]);
		pid[i] = start(i ? busy_on : busy_off);
		gate_wait(&ready[i]);
	}

	check_states(ARCH_PTI_OFF, ARCH_PTI_ON);
	for (int i = 0; i < 3; i++) {
		online(false);
		check_states(ARCH_PTI_OFF, ARCH_PTI_ON);
		CHECK_EQ(file_set(pid[0], "enabled"), 0);
		CHECK_EQ(file_set(pid[1], "disabled"), 0);
		check_states(ARCH_PTI_ON, ARCH_PTI_OFF);
		online(true);
		run_on_cpu1(pid[0]);
		run_on_cpu1(pid[1]);
		check_states(ARCH_PTI_ON, ARCH_PTI_OFF);
		CHECK_EQ(file_set(pid[0], "disabled"), 0);
		CHECK_EQ(file_set(pid[1], "enabled"), 0);
		check_states(ARCH_PTI_OFF, ARCH_PTI_ON);
	}
	for (int i = 0; i < 2; i++) {
		gate_open(&go[i]);
		CHECK_EQ(finish(pid[i]), PASS);
	}
}

const struct test hotplug_tests[] = {
	{ "a CPU that goes and comes back", cpu_comes_back },
	{ }
};
