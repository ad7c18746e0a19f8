// SPDX-License-Identifier: Apache-2.0
/* What one process asks the kernel for. */
#include "bench.h"

#include <signal.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define BLOCK 65536
#define DESCRIPTORS 500
#define PAGE 4096

static char block[BLOCK];
static int file;
static volatile sig_atomic_t caught;

static uint64_t since(uint64_t before)
{
	return __rdtsc() - before;
}

/* In memory, and there already. */
static void make_file(void)
{
	file = memfd_create("meter", MFD_CLOEXEC);
	memset(block, 1, sizeof(block));
	if (file < 0 || pwrite(file, block, BLOCK, 0) != BLOCK)
		meter_die("meter: memfd");
}

static uint64_t transfer(bool out, size_t n)
{
	uint64_t before, ticks;
	ssize_t done;

	cold_flush();
	before = __rdtsc();
	done = out ? pwrite(file, block, n, 0) : pread(file, block, n, 0);
	ticks = since(before);
	if (done != (ssize_t)n)
		meter_die("meter: memfd");
	return ticks;
}

static uint64_t read_1(void)
{
	return transfer(false, 1);
}

static uint64_t read_64k(void)
{
	return transfer(false, BLOCK);
}

static uint64_t write_1(void)
{
	return transfer(true, 1);
}

static uint64_t write_64k(void)
{
	return transfer(true, BLOCK);
}

static uint64_t map_and_unmap(void)
{
	uint64_t before, ticks;
	volatile char *page;

	cold_flush();
	before = __rdtsc();
	page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (page == MAP_FAILED)
		meter_die("meter: mmap");
	cold_between();
	*page = 1;
	cold_between();
	if (munmap((void *)page, PAGE))
		meter_die("meter: munmap");
	ticks = since(before);
	return ticks;
}

static void open_many(void)
{
	struct rlimit limit = { DESCRIPTORS + 100, DESCRIPTORS + 100 };

	if (setrlimit(RLIMIT_NOFILE, &limit))
		meter_die("meter: setrlimit");
	while ((file = eventfd(0, EFD_CLOEXEC)) < DESCRIPTORS + 10)
		if (file < 0)
			meter_die("meter: eventfd");
}

/* As lmbench does it: none of them has anything to read. */
static uint64_t select_many(void)
{
	struct timeval at_once = { 0, 0 };
	uint64_t before, ticks;
	fd_set set;

	FD_ZERO(&set);
	for (int i = 0; i < DESCRIPTORS; i++)
		FD_SET(file - i, &set);
	cold_flush();
	before = __rdtsc();
	if (select(file + 1, &set, NULL, NULL, &at_once))
		meter_die("meter: select");
	ticks = since(before);
	return ticks;
}

static void take(int number)
{
	caught = number;
	cold_between();
}

static void catch(void)
{
	if (signal(SIGUSR1, take) == SIG_ERR)
		meter_die("meter: signal");
}

/* Delivered before kill() returns; the handler returns by another call. */
static uint64_t deliver(void)
{
	int self = getpid();
	uint64_t before;

	cold_flush();
	before = __rdtsc();
	syscall(SYS_kill, self, SIGUSR1);
	return since(before);
}

static uint64_t child(bool executes)
{
	static char *const args[] = { "/proc/self/exe", "nothing", NULL };
	uint64_t before, ticks;
	int pid;

	cold_flush();
	before = __rdtsc();
	pid = syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, 0);
	if (!pid) {
		if (executes)
			execve(args[0], args, args + 2);
		syscall(SYS_exit_group, 0);
	}
	cold_between();
	if (pid < 0 || waitpid(pid, NULL, 0) != pid)
		meter_die("meter: fork");
	ticks = since(before);
	return ticks;
}

static uint64_t fork_exit(void)
{
	return child(false);
}

static uint64_t fork_exec(void)
{
	return child(true);
}

const struct benchmark calls[] = {
	{ "getppid",     1, 1, NULL,            meter_syscall },
	{ "read-1",      1, 1, make_file,       read_1 },
	{ "read-64k",    1, 1, make_file,       read_64k },
	{ "write-1",     1, 1, make_file,       write_1 },
	{ "write-64k",   1, 1, make_file,       write_64k },
	{ "fault",       0, 1, meter_map,       meter_fault },
	{ "mmap",        2, 1, NULL,            map_and_unmap },
	{ "select-500",  1, 1, open_many,       select_many },
	{ "signal",      2, 1, catch,           deliver },
	{ "interrupt",   1, 1, meter_arm_timer, meter_interrupt },
	{ "fork-exit",   3, 5, NULL,            fork_exit },
	{ "fork-exec",  17, 5, NULL,            fork_exec }, /* 13 by glibc's start */
	{ NULL, 0, 0, NULL, NULL },
};
