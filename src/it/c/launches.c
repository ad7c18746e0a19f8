// SPDX-License-Identifier: Apache-2.0
/*
 * launches WRAPPER [ARG...]: the CPU time that 300 launches of true cost by WRAPPER ARG..., beside
 * as many by nice(1) and, for what chance does, as many by nice(1) again. They alternate, so that
 * whatever else the machine does meets all three alike. Not a test: figures to look at.
 *
 *     gcc -O2 -D_GNU_SOURCE -o /tmp/launches src/it/c/launches.c
 *     /tmp/launches build/nopti --best-effort 2>/dev/null
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LAUNCHES = 300, RIVALS = 3, WARM_UP = 10 };

/* User and system time of one launch in microseconds, the fork included. */
static long launch(char **command)
{
	struct rusage usage;
	int status;
	pid_t child = vfork();

	if (child < 0)
		err(1, "vfork");
	if (child == 0) {
		execv(command[0], command);
		_exit(127);
	}
	if (wait4(child, &status, 0, &usage) < 0 || status != 0)
		errx(1, "%s: status %d", command[0], status);
	return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000L + usage.ru_utime.tv_usec +
	       usage.ru_stime.tv_usec;
}

static int ascending(const void *a, const void *b)
{
	long first = *(const long *)a, second = *(const long *)b;

	return (first > second) - (first < second);
}

static void report(const char *name, long *times)
{
	long sum = 0;

	for (int i = 0; i < LAUNCHES; i++)
		sum += times[i];
	qsort(times, LAUNCHES, sizeof(*times), ascending);
	printf("%-12s %6.1f ms in all, %5ld us median, %5ld us lowest\n", name, sum / 1000.0,
	       times[LAUNCHES / 2], times[0]);
}

int main(int count, char **args)
{
	static long times[RIVALS][LAUNCHES];
	char *nice[] = { "/usr/bin/nice", "-n", "0", "/bin/true", NULL };
	char **wrapper = calloc(count + 1, sizeof(*wrapper));
	char **rivals[RIVALS] = { nice, wrapper, nice };

	if (count < 2)
		errx(2, "usage: launches WRAPPER [ARG...]");
	memcpy(wrapper, args + 1, (count - 1) * sizeof(*wrapper));
	wrapper[count - 1] = "/bin/true";
	for (int i = -WARM_UP; i < LAUNCHES; i++)
		for (int rival = 0; rival < RIVALS; rival++)
			times[rival][i < 0 ? 0 : i] = launch(rivals[rival]);
	report("nice", times[0]);
	report(args[1], times[1]);
	report("nice again", times[2]);
	return 0;
}
