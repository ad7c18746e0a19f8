// SPDX-License-Identifier: Apache-2.0
/*
 * The timer's interrupt, as it finds user code running.
 *
 * When the timer expires, an emulator raises the interrupt from a thread of its
 * own, and what the two threads wait for each other is more, and varies by
 * more, than what an entry costs. In its guest the process therefore raises
 * the timer's vector itself, by the local APIC: same handler, nothing expired.
 *
 * That handler sets the timer anew, and should it then be the next of all the
 * emulator's to expire, its thread is woken. So one that is nearer ticks
 * meanwhile: the PIT, whose interrupt the kernel has masked.
 */
#include "bench.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/io.h>
#include <sys/mman.h>
#include <sys/timerfd.h>
#include <unistd.h>

#define EXPIRY_NS 300000	/* far from the call that arms the timer */

#define APIC_BASE 0xfee00000
#define APIC_SIZE 4096
#define APIC_ICR 0x300
#define TO_ITSELF (1 << 18)
#define LOCAL_TIMER_VECTOR 0xec	/* asm/irq_vectors.h */

#define PIT_DATA 0x40
#define PIT_MODE 0x43
#define PIT_PERIODIC 0x34
#define PIT_ONCE 0x30	/* when it has been told how late, which it never is */
#define PIT_HZ 1193182
#define NEARER_HZ 4000

static int timer = -1;
static uint64_t window; /* ticks */
static volatile uint32_t *apic;

static void stop_ticking(void)
{
	outb(PIT_ONCE, PIT_MODE);
}

/* Until this process ends. */
static void tick_nearer(void)
{
	if (ioperm(PIT_DATA, PIT_MODE - PIT_DATA + 1, 1) || atexit(stop_ticking))
		meter_die("meter: the ports of the PIT");
	outb(PIT_PERIODIC, PIT_MODE);
	outb(PIT_HZ / NEARER_HZ & 0xff, PIT_DATA);
	outb(PIT_HZ / NEARER_HZ >> 8, PIT_DATA);
}

void interrupt_itself(void)
{
	int fd = open("/dev/mem", O_RDWR | O_SYNC | O_CLOEXEC);
	void *memory = MAP_FAILED;

	if (fd >= 0)
		memory = mmap(NULL, APIC_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, APIC_BASE);
	if (memory == MAP_FAILED)
		meter_die("meter: the local APIC in /dev/mem");
	close(fd);
	apic = memory;
}

void meter_arm_timer(void)
{
	if (apic) {
		tick_nearer();
		return;
	}
	timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
	if (timer < 0)
		meter_die("meter: timerfd");
	window = 2 * EXPIRY_NS / tick_ns();
}

/* An emulator looks for interrupts at a jump. */
static uint64_t raised(void)
{
	uint64_t before;

	cold_flush();
	before = __rdtsc();
	apic[APIC_ICR / sizeof(*apic)] = TO_ITSELF | LOCAL_TIMER_VECTOR;
	asm volatile("jmp 1f\n1:" : : : "memory");
	return __rdtsc() - before;
}

/*
 * The longest interruption of a loop that does nothing, which goes on until
 * well after the timer has expired: that of the timer, or of the tick.
 */
static uint64_t expired(void)
{
	struct itimerspec when = { .it_value.tv_nsec = EXPIRY_NS };
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

uint64_t meter_interrupt(void)
{
	return apic ? raised() : expired();
}
