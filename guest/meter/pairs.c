// SPDX-License-Identifier: Apache-2.0
/*
 * Two processes that wake each other in turn. Each turn is four calls: wake
 * and wait by the one, wake and wait by the other.
 */
#include "bench.h"

#include <linux/futex.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static int there[2], back[2];
static volatile int *turn;

int start_partner(bool isolated)
{
	int pid = fork();

	if (pid < 0)
		meter_die("meter: fork");
	if (pid)
		return pid;
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) || getppid() == 1)
		_exit(1);
	cold_forked(isolated && isolate());
	return 0;
}

static void pipe_partner(bool isolated)
{
	char byte;

	if (pipe(there) || pipe(back))
		meter_die("meter: pipe");
	if (start_partner(isolated))
		return;
	close(there[1]);
	while (read(there[0], &byte, 1) == 1) {
		cold_between();
		if (write(back[1], &byte, 1) != 1)
			break;
		cold_between();
	}
	_exit(0);
}

static void pipe_same(void)
{
	pipe_partner(false);
}

static void pipe_isolated(void)
{
	pipe_partner(true);
}

static uint64_t pipe_turn(void)
{
	char byte = 0;
	uint64_t before, ticks;
	bool good;

	cold_flush();
	before = __rdtsc();
	good = write(there[1], &byte, 1) == 1;
	cold_between();
	good = good && read(back[0], &byte, 1) == 1;
	ticks = __rdtsc() - before;
	if (!good)
		meter_die("meter: pipe");
	return ticks;
}

static long futex(int operation, int value)
{
	return syscall(SYS_futex, turn, operation, value, NULL, NULL, 0);
}

/* Waits in any case, so that each turn is the same number of calls. */
static void pass_on(int to)
{
	*turn = to;
	cold_between();
	futex(FUTEX_WAKE, 1);
	cold_between();
	futex(FUTEX_WAIT, to);
	while (*turn == to)
		futex(FUTEX_WAIT, to);
}

static void futex_partner(bool isolated)
{
	turn = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (turn == MAP_FAILED)
		meter_die("meter: mmap");
	if (start_partner(isolated))
		return;
	while (*turn != 1)
		futex(FUTEX_WAIT, 0);
	for (;;)
		pass_on(0);
}

static void futex_same(void)
{
	futex_partner(false);
}

static void futex_isolated(void)
{
	futex_partner(true);
}

static uint64_t futex_turn(void)
{
	uint64_t before = __rdtsc();

	pass_on(1);
	return __rdtsc() - before;
}

const struct benchmark pairs[] = {
	{ "pipe",        4, 1, pipe_same,      pipe_turn },
	{ "pipe-mixed",  4, 1, pipe_isolated,  pipe_turn },
	{ "futex",       4, 1, futex_same,     futex_turn },
	{ "futex-mixed", 4, 1, futex_isolated, futex_turn },
	{ NULL, 0, 0, NULL, NULL },
};
