// SPDX-License-Identifier: Apache-2.0
/* The ways into the kernel, one function each. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#define PAGE 4096
#define INTERRUPT_NS 300000	/* far from the call that arms the timer */
#define I386_GETPPID 64

static volatile char *page;
static int timer = -1;
static uint64_t window; /* ticks */

_Noreturn void meter_die(const char *what)
{
	perror(what);
	exit(1);
}

/* Not glibc's syscall(): its own instructions are not to be counted. */
uint64_t meter_syscall(void)
{
	long result = SYS_getppid;
	uint64_t before;

	cold_flush();
	before = __rdtsc();
	asm volatile("syscall" : "+a"(result) : : "rcx", "r11", "memory");
	return __rdtsc() - before;
}

/* By an interrupt gate: entry and exit as of an interrupt, through the entry stack. */
uint64_t meter_int80(void)
{
	long result = I386_GETPPID;
	uint64_t before = __rdtsc();

	asm volatile("int $0x80" : "+a"(result) : : "memory");
	return __rdtsc() - before;
}

/* A page of memory that is there already, whatever becomes of the entry that maps it. */
void meter_map(void)
{
	int fd = memfd_create("meter", MFD_CLOEXEC);

	if (fd < 0 || ftruncate(fd, PAGE))
		meter_die("meter: memfd");
	page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (page == MAP_FAILED)
		meter_die("meter: mmap");
	close(fd);
	*page = 1;
}

uint64_t meter_fault(void)
{
	uint64_t before;

	if (madvise((void *)page, PAGE, MADV_DONTNEED))
		meter_die("meter: madvise");
	cold_flush();
	before = __rdtsc();
	(void)*page;
	return __rdtsc() - before;
}

void meter_arm_timer(void)
{
	timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
	if (timer < 0)
		meter_die("meter: timerfd");
	window = 2 * INTERRUPT_NS / tick_ns();
}

/*
 * The longest interruption of a loop that does nothing, which goes on until
 * well after the timer has expired: that of the timer, or of the tick.
 */
uint64_t meter_interrupt(void)
{
	struct itimerspec when = { .it_value.tv_nsec = INTERRUPT_NS };
	uint64_t before, now, end, longest = 0;

	if (timerfd_settime(timer, 0, &when, NULL))
		meter_die("meter: timerfd_settime");
	cold_flush();
	now = __rdtsc();
	end = now + window;
	do {
		before = now;
		now = __rdtsc();
		if (now - before > longest)
			longest = now - before;
	} while (now < end);
	return longest;
}
