// SPDX-License-Identifier: Apache-2.0
/*
 * What an estimate needs beside the cost of a null system call, by themselves:
 *
 * meter walk ROUNDS: what it takes to look up a page again that an emptied TLB
 * has lost.
 *
 * meter switch ROUNDS on|off|cold: a round of two processes that wake each other
 * by the least there is for it, an eventfd: four entries, two switches.
 *
 * Both print nanoseconds, of an undisturbed one.
 */
#include "bench.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <unistd.h>

#define PAGE 4096
#define MANY 64

static size_t rounds;
static uint64_t *values;

static bool prepared(int count, char **args)
{
	rounds = count ? strtoul(args[0], NULL, 10) : 0;
	values = rounds ? calloc(rounds, sizeof(*values)) : NULL;
	return values;
}

static double one(void)
{
	sort_values(values, rounds);
	return undisturbed(values, rounds);
}

static double touch(const volatile char *memory)
{
	for (size_t i = 0; i < rounds; i++) {
		uint64_t before;

		cold_flush();
		before = __rdtsc();
		for (size_t page = 0; page < MANY; page++)
			(void)memory[page * PAGE];
		values[i] = __rdtsc() - before;
	}
	return one();
}

int walk(int count, char **args)
{
	char *memory = mmap(NULL, MANY * PAGE, PROT_READ | PROT_WRITE,
			    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	double there, lost;

	if (count != 1 || !prepared(count, args) || memory == MAP_FAILED) {
		fprintf(stderr, "usage: meter walk ROUNDS\n");
		return 2;
	}
	memset(memory, 1, MANY * PAGE);
	opt_out();
	there = touch(memory);
	cold_prepare();
	lost = touch(memory);
	printf("%.2f\n", (lost - there) / MANY * tick_ns());
	return 0;
}

static void wake(int fd)
{
	uint64_t one = 1;

	if (write(fd, &one, sizeof(one)) != sizeof(one))
		meter_die("meter: eventfd");
}

static void wait_for(int fd)
{
	uint64_t number;

	if (read(fd, &number, sizeof(number)) != sizeof(number))
		meter_die("meter: eventfd");
}

static _Noreturn void answer(int there, int back)
{
	for (;;) {
		cold_between();
		wait_for(there);
		cold_between();
		wake(back);
	}
}

int leave(int count, char **args)
{
	bool cold = count == 2 && !strcmp(args[1], "cold");
	int partner, there = eventfd(0, EFD_CLOEXEC), back = eventfd(0, EFD_CLOEXEC);

	if (count != 2 || !prepared(count, args)) {
		fprintf(stderr, "usage: meter switch ROUNDS on|off|cold\n");
		return 2;
	}
	if (cold || !strcmp(args[1], "off"))
		opt_out();
	if (cold)
		cold_prepare();
	partner = start_partner(false);
	if (!partner)
		answer(there, back);
	for (size_t i = 0; i < rounds; i++) {
		uint64_t spent, before;

		cold_flush();
		spent = cold_spent();
		before = __rdtsc();
		wake(there);
		cold_between();
		wait_for(back);
		values[i] = __rdtsc() - before - (cold_spent() - spent);
	}
	kill(partner, SIGKILL);
	printf("%.2f\n", one() * tick_ns());
	return 0;
}
