// SPDX-License-Identifier: Apache-2.0
/*
 * On the host: how fast its time stamp counter is, which under TCG is the
 * guest's. The guest's kernel would find out itself against an emulated timer,
 * but on a busy host it fails, and is left with the clock of its tick.
 */
#include "guest.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#ifdef __x86_64__
#include <x86intrin.h>
#endif

#define WORD "@TSC_KHZ@"
#define TRIES 8
#define NAP_NS 4000000

#ifdef __x86_64__
struct reading {
	int64_t ns;
	uint64_t tsc;
};

static int64_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC_RAW, &t);
	return t.tv_sec * 1000000000ll + t.tv_nsec;
}

/* Both at once: the try that was interrupted least. */
static struct reading read_both(void)
{
	struct reading best = { 0 };
	int64_t least = INT64_MAX;

	for (int i = 0; i < TRIES; i++) {
		int64_t before = now();
		uint64_t tsc = __rdtsc();
		int64_t took = now() - before;

		if (took < least) {
			least = took;
			best = (struct reading){ before + took / 2, tsc };
		}
	}
	return best;
}

static unsigned int tsc_khz(void)
{
	struct timespec nap = { 0, NAP_NS };
	struct reading a = read_both(), b;

	nanosleep(&nap, NULL);
	b = read_both();
	return (double)(b.tsc - a.tsc) * 1e6 / (b.ns - a.ns);
}

#else
static unsigned int tsc_khz(void)
{
	return 0;	/* the guest's kernel will find out */
}
#endif

/* The argument itself, or a copy in which the frequency stands for WORD. */
char *tsc_fill_in(char *argument)
{
	char *at = strstr(argument, WORD), *filled;

	if (!at)
		return argument;
	if (asprintf(&filled, "%.*s%u%s", (int)(at - argument), argument,
		     tsc_khz(), at + strlen(WORD)) < 0)
		return argument;
	return filled;
}
