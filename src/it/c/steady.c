// SPDX-License-Identifier: Apache-2.0
/*
 * steady CALLS [ROUNDS]: getppid() that often, with so much work in between
 * that a CPU makes 100,000 calls a second. Prints the CPU time of one call
 * with its work, in nanoseconds, and the rounds of work, which another run
 * takes to do the same. CPU time, since other programs disturb it little.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define NS_PER_CALL 10000L
#define TRIAL 2000000

static double cpu_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return t.tv_sec * 1e9 + t.tv_nsec;
}

static void work(long rounds)
{
	for (long i = 0; i < rounds; i++)
		asm volatile("");
}

int main(int argc, char **argv)
{
	long calls = argc > 1 ? atol(argv[1]) : 0, rounds;
	double before;

	if (calls < 1 || argc > 3) {
		fprintf(stderr, "usage: steady CALLS [ROUNDS-OF-WORK]\n");
		return 2;
	}
	before = cpu_ns();
	work(TRIAL);
	rounds = argc == 3 ? atol(argv[2]) : TRIAL * NS_PER_CALL / (cpu_ns() - before);
	before = cpu_ns();
	for (long i = 0; i < calls; i++) {
		syscall(SYS_getppid);
		work(rounds);
	}
	printf("%.0f %ld\n", (cpu_ns() - before) / calls, rounds);
	return 0;
}
