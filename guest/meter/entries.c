// SPDX-License-Identifier: Apache-2.0
/* The ways into the kernel, one function each. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#define PAGE 4096
#define I386_GETPPID 64

static volatile char *page;

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
