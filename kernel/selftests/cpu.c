// SPDX-License-Identifier: GPL-2.0
/* What the CPU does: page tables at entry, executable pages, other CPUs. */
#include "pti_optout.h"

#include <pthread.h>
#include <sys/mman.h>
#include <time.h>

#define need_entry_cr3() \
	SKIP_IF(entry_isolated(getpid()) < 0, "no record of the entry CR3")

static void page_tables_at_entry(void)
{
	need_entry_cr3();
	for (int i = 0; i < 20; i++) {
		CHECK_EQ(entry_isolated(getpid()), 1);
		CHECK_EQ(pti_set(i & 1 ? ARCH_PTI_OFF : ARCH_PTI_OFF_NOEXEC), 0);
		CHECK_EQ(entry_isolated(getpid()), 0);
		CHECK_EQ(pti_set(ARCH_PTI_ON), 0);
	}
	CHECK_EQ(pti_set(ARCH_PTI_FORCED), 0);
	CHECK_EQ(entry_isolated(getpid()), 1);
}

static void executable_in_every_state(void)
{
	int (*before)(void) = code_at(16), (*during)(void);

	CHECK_EQ(before(), 42);
	CHECK_EQ(pti_set(ARCH_PTI_OFF), 0);
	CHECK_EQ(before(), 42);
	during = code_at(17);
	CHECK_EQ(during(), 42);
	CHECK_EQ(pti_set(ARCH_PTI_ON), 0);
	CHECK_EQ(before(), 42);
	CHECK_EQ(during(), 42);
	CHECK_EQ(code_at(18)(), 42);
	CHECK_EQ(pti_set(ARCH_PTI_OFF), 0);
	CHECK_EQ(before() + during() + code_at(19)(), 126);
}

static int (*inherited)(void);

static void run_inherited(void)
{
	CHECK_EQ(pti_get(), ARCH_PTI_OFF);
	CHECK_EQ(inherited(), 42);
	CHECK_EQ(code_at(21)(), 42);
	CHECK_EQ(pti_set(ARCH_PTI_ON), 0);
	CHECK_EQ(inherited(), 42);
	CHECK_EQ(code_at(22)(), 42);
}

static void executable_after_fork(void)
{
	inherited = code_at(20);
	CHECK_EQ(pti_set(ARCH_PTI_OFF), 0);
	CHECK_EQ(child(run_inherited), PASS);
	CHECK_EQ(inherited(), 42);
}

static volatile bool stop;
static volatile unsigned long rounds;
static pid_t thread_id;

static void *spin(void *arg)
{
	thread_id = syscall(SYS_gettid);
	while (!stop) {
		syscall(SYS_getppid);
		rounds++;
	}
	return NULL;
}

static void wait_for_rounds(void)
{
	unsigned long start = rounds;

	while (rounds < start + 3)
		sched_yield();
}

static int thread_isolated(void)
{
	char name[64], line[128];
	int ret = -1;
	FILE *f;

	snprintf(name, sizeof(name), "/proc/self/task/%d/arch_status",
		 thread_id);
	f = fopen(name, "r");
	CHECK(f);
	while (fgets(line, sizeof(line), f))
		if (!strncmp(line, "Entry_CR3:\t", 11))
			ret = strtoull(line + 11, NULL, 16) >> 12 & 1;
	fclose(f);
	return ret;
}

static void threads_follow(void)
{
	pthread_t thread;

	need_entry_cr3();
	CHECK(!pthread_create(&thread, NULL, spin, NULL));
	for (int i = 0; i < 10; i++) {
		wait_for_rounds();
		CHECK_EQ(thread_isolated(), 1);
		CHECK_EQ(pti_set(ARCH_PTI_OFF), 0);
		wait_for_rounds();
		CHECK_EQ(thread_isolated(), 0);
		CHECK_EQ(pti_set(ARCH_PTI_ON), 0);
	}
	stop = true;
	CHECK(!pthread_join(thread, NULL));
}

static struct gate wake, awake;

static void stay_on(int cpu)
{
	cpu_set_t cpus;

	CPU_ZERO(&cpus);
	CPU_SET(cpu, &cpus);
	SKIP_IF(sched_setaffinity(0, sizeof(cpus), &cpus), "only one CPU");
}

static void *sleep_on_another_cpu(void *arg)
{
	stay_on(1);
	thread_id = syscall(SYS_gettid);
	for (;;) {
		gate_open(&awake);
		gate_wait(&wake);
		syscall(SYS_getppid);
	}
	return NULL;
}

/* Its CPU keeps the mm loaded while it idles: see enter_lazy_tlb(). */
static void sleeping_thread_follows(void)
{
	struct timespec nap = { .tv_nsec = 30000000 };
	pthread_t thread;

	need_entry_cr3();
	stay_on(0);
	gate_init(&wake);
	gate_init(&awake);
	CHECK(!pthread_create(&thread, NULL, sleep_on_another_cpu, NULL));
	gate_wait(&awake);
	for (int i = 0; i < 10; i++) {
		nanosleep(&nap, NULL);
		CHECK_EQ(pti_set(i & 1 ? ARCH_PTI_ON : ARCH_PTI_OFF), 0);
		gate_open(&wake);
		gate_wait(&awake);
		CHECK_EQ(thread_isolated(), i & 1);
	}
}

static void address_is_hidden(void)
{
	need_entry_cr3();
	CHECK(entry_cr3(getpid()) >> 13);
	caps_keep(ALL & ~CAP(CAP_SYS_ADMIN));
	CHECK_EQ(entry_cr3(getpid()) >> 13, 0);
	CHECK_EQ(entry_isolated(getpid()), 1);
}

static void spin_in_system_calls(void)
{
	spin(NULL);
}

static void other_process_follows(void)
{
	pid_t pid;

	need_entry_cr3();
	pid = start(spin_in_system_calls);
	for (int i = 0; i < 10; i++) {
		struct timespec slice = { .tv_nsec = 100000000 };

		/* It may not have been on a CPU since. */
		CHECK_EQ(file_set(pid, "disabled"), 0);
		nanosleep(&slice, NULL);
		CHECK_EQ(entry_isolated(pid), 0);
		CHECK_EQ(file_set(pid, "enabled"), 0);
		nanosleep(&slice, NULL);
		CHECK_EQ(entry_isolated(pid), 1);
	}
}

static long int80(long nr)
{
	long ret;

	asm volatile("int $0x80" : "=a" (ret) : "a" (nr)
		     : "memory", "r8", "r9", "r10", "r11");
	return ret;
}

/* Every way in and out: 32-bit calls, faults, a page that is not there */
static void other_entries(void)
{
	bool has_int80 = int80(20) == getpid();

	for (int i = 0; i < 4; i++) {
		volatile char *page;

		CHECK_EQ(pti_set(i & 1), 0);
		if (has_int80)
			CHECK_EQ(int80(20), getpid());
		page = mmap(NULL, 64 * 4096, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		CHECK(page != MAP_FAILED);
		for (int j = 0; j < 64; j++)
			page[j * 4096] = 1;
		CHECK(!munmap((void *)page, 64 * 4096));
		CHECK_EQ(pti_get(), i & 1);
	}
}

const struct test cpu_tests[] = {
	{ "entry from user mode on the right page tables", page_tables_at_entry },
	{ "new and old code runs in every state", executable_in_every_state },
	{ "and after fork", executable_after_fork },
	{ "threads on other CPUs follow", threads_follow },
	{ "and one that sleeps", sleeping_thread_follows },
	{ "another process follows", other_process_follows },
	{ "the address is for CAP_SYS_ADMIN only", address_is_hidden },
	{ "int 0x80 and page faults", other_entries },
	{ }
};
