// SPDX-License-Identifier: Apache-2.0
/*
 * An emptied TLB without isolation: what a benchmark then takes longer is what
 * it looks up again, and that is what isolation makes it do at each entry.
 *
 * Taking a right away from more pages than the kernel flushes one by one (33,
 * tlb_single_page_flush_ceiling) empties the TLB of all pages. Nothing but the
 * way back from that call is in it afterwards.
 */
#include "bench.h"

#include <string.h>
#include <sys/mman.h>

#define PAGE 4096
#define MANY 64

static bool cold;
static char *pages;
static volatile uint64_t *spent; /* in a page that both of a pair have */

/* Shared, so that fork() leaves the entries of the page table alone. */
static void *map(size_t n)
{
	char *memory = mmap(NULL, n * PAGE, PROT_READ | PROT_WRITE,
			    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (memory == MAP_FAILED)
		meter_die("meter: mmap");
	memset(memory, 1, n * PAGE);
	return memory;
}

void cold_prepare(void)
{
	cold = true;
	pages = map(MANY);
	spent = map(1);
	*spent = 0;
}

static void protect(int rights)
{
	if (mprotect(pages, MANY * PAGE, rights))
		meter_die("meter: mprotect");
}

/* Its page table has none of the pages yet, and there is nothing to flush. */
void cold_forked(bool isolated)
{
	if (isolated)
		cold = false;
	if (!cold)
		return;
	protect(PROT_READ | PROT_WRITE);
	memset(pages, 1, MANY * PAGE);
}

void cold_flush(void)
{
	if (!cold)
		return;
	protect(PROT_READ | PROT_WRITE);
	protect(PROT_READ);
}

void cold_between(void)
{
	uint64_t before, sum;

	if (!cold)
		return;
	before = __rdtsc();
	cold_flush();
	sum = *spent; /* its page is looked up while that is not counted */
	*spent = sum + __rdtsc() - before;
}

uint64_t cold_spent(void)
{
	return cold ? *spent : 0;
}
