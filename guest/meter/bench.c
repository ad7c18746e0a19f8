// SPDX-License-Identifier: Apache-2.0
/*
 * meter bench ROUNDS on|off|cold [apic]: every benchmark, in a child of its own,
 * as isolated as it comes, opted out, or opted out and with the TLB emptied
 * before each call. With "apic", for guests only, an interrupt is raised by the
 * process itself.
 *
 * Before each it says "ready NAME ROUNDS CR3" and waits for a byte, so that whoever
 * watches from outside can begin and end with it. Then it prints
 *   NAME TICKS SEEN MEDIAN NANOSECONDS CALLS FAULTS SWITCHES
 * the least ticks of one round that were seen in every fifth (or at all, if
 * none were) and how often, the median, what an undisturbed one takes in
 * nanoseconds, and how often one round entered the kernel by calls (counted by
 * hand), by page faults (in most rounds) and was switched away from (on the
 * average), both counted by the kernel.
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define WARM_UP 20
#define OFTEN 5	/* one in so many rounds */

static double now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1e9 + t.tv_nsec;
}

/* What a tick of the counter is. */
double tick_ns(void)
{
	double ns = now_ns();
	uint64_t ticks = __rdtsc();

	while (now_ns() - ns < 1e7)
		;
	ticks = __rdtsc() - ticks;
	return (now_ns() - ns) / ticks;
}

static struct rusage used(int who)
{
	struct rusage usage;

	if (getrusage(who, &usage))
		meter_die("meter: getrusage");
	return usage;
}

static uint64_t faults(void)
{
	return used(RUSAGE_SELF).ru_minflt + used(RUSAGE_CHILDREN).ru_minflt;
}

static double switches(void)
{
	return used(RUSAGE_SELF).ru_nvcsw + used(RUSAGE_SELF).ru_nivcsw;
}

static void wait_for_byte(void)
{
	char byte;

	fflush(stdout);
	if (read(STDIN_FILENO, &byte, 1) != 1)
		exit(1);
}

/* Two values may be seen as often as each other: then the one that is less. */
static void least_of_many(uint64_t *values, size_t n, uint64_t *value, size_t *seen)
{
	size_t run = 0;

	sort_values(values, n);
	*value = values[0];
	*seen = 1;
	for (size_t i = 0; i < n; i++) {
		run = i && values[i] == values[i - 1] ? run + 1 : 1;
		if (run * OFTEN >= n && (values[i] == *value || *seen == 1)) {
			*value = values[i];
			*seen = run;
		}
	}
}

static uint64_t once(const struct benchmark *b)
{
	uint64_t spent = cold_spent(), ticks = b->once();

	return ticks - (cold_spent() - spent);
}

/* In most rounds: one or the other meets a page of its own for the first time. */
static uint64_t warm_up(const struct benchmark *b)
{
	uint64_t faulted[WARM_UP];

	for (int i = 0; i < WARM_UP; i++) {
		uint64_t before = faults();

		b->once();
		faulted[i] = faults() - before;
	}
	sort_values(faulted, WARM_UP);
	return faulted[WARM_UP / 2];
}

static void run(const struct benchmark *b, uint64_t *values, size_t rounds)
{
	double switched, ns;
	uint64_t value = 0, ticks, faulted;
	size_t seen;

	rounds = (rounds + b->share - 1) / b->share;
	memset(values, 1, rounds * sizeof(*values)); /* no faults by them later */
	cold_forked(false);
	if (b->prepare)
		b->prepare();
	faulted = warm_up(b);
	printf("ready %s %zu ", b->name, rounds);
	show("/proc/self/arch_status", "Entry_CR3:");
	wait_for_byte();
	b->once();
	switched = switches();
	ns = now_ns();
	ticks = __rdtsc();
	for (size_t i = 0; i < rounds; i++)
		values[i] = once(b);
	ticks = __rdtsc() - ticks;
	ns = now_ns() - ns;
	switched = switches() - switched;
	least_of_many(values, rounds, &value, &seen);
	printf("%s %llu %zu %llu %.1f %.0f %llu %.2f\n", b->name, (unsigned long long)value, seen,
	       (unsigned long long)values[rounds / 2], undisturbed(values, rounds) * (ns / ticks),
	       b->calls, (unsigned long long)faulted, switched / rounds);
	wait_for_byte();
}

/* A child, so that one leaves nothing to the next. */
static void apart(const struct benchmark *b, uint64_t *values, size_t rounds)
{
	int status, pid = fork();

	if (!pid) {
		run(b, values, rounds);
		exit(0);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid || status)
		meter_die(b->name);
}

int bench(int count, char **args)
{
	bool apic = count == 3 && !strcmp(args[2], "apic");
	size_t rounds = count == 2 + apic ? strtoul(args[0], NULL, 10) : 0;
	uint64_t *values = rounds ? calloc(rounds, sizeof(*values)) : NULL;
	bool cold = values && !strcmp(args[1], "cold");
	bool off = cold || (values && !strcmp(args[1], "off"));

	if (!values || (!off && strcmp(args[1], "on"))) {
		fprintf(stderr, "usage: meter bench ROUNDS on|off|cold [apic]\n");
		return 2;
	}
	if (apic)
		interrupt_itself();
	if (off)
		opt_out();
	if (cold)
		cold_prepare();
	show_state();
	fflush(stdout);
	for (const struct benchmark *b = calls; b->name; b++)
		apart(b, values, rounds);
	for (const struct benchmark *b = pairs; b->name; b++)
		apart(b, values, rounds);
	return 0;
}
