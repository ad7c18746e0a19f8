// SPDX-License-Identifier: GPL-2.0
/* What cannot be undone before reboot: comes last, in this order. */
#include "pti_optout.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/mount.h>

#define SYSCTL "/proc/sys/kernel/pti_optout"
#define LOCKDOWN "/sys/kernel/security/lockdown"
#define MELTDOWN "/sys/devices/system/cpu/vulnerabilities/meltdown"
#define SUFFIX "; per-process opt-out available"

static int write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY), ret;

	if (fd < 0)
		return errno;
	ret = write_fd(fd, text);
	close(fd);
	return ret;
}

static void read_file(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY);
	ssize_t len;

	CHECK(fd >= 0);
	len = read(fd, text, size - 1);
	CHECK(len > 0);
	text[len] = 0;
	close(fd);
}

static void switched_on(void)
{
	char text[256];

	read_file(SYSCTL, text, sizeof(text));
	CHECK(!strcmp(text, "1\n"));
	CHECK_EQ(write_file(SYSCTL, "1"), 0);
	CHECK_EQ(write_file(SYSCTL, "2"), EINVAL);
	read_file(MELTDOWN, text, sizeof(text));
	/* pti=on where it is not needed */
	if (!strncmp(text, "Not affected", 12))
		return;
	CHECK(!strncmp(text, "Mitigation: PTI" SUFFIX "\n",
		       sizeof("Mitigation: PTI" SUFFIX "\n")));
}

static void switched_off(void)
{
	char marked[64];

	snprintf(marked, sizeof(marked), "%s/marked", scratch);
	copy_file(self_path, marked, 0755);
	mark(marked, CAP(CAP_PAYLOAD), false);
	CHECK_EQ(pti_set(ARCH_PTI_OFF), EPERM);
	CHECK_EQ(spec_set(PR_SPEC_ENABLE_NOEXEC), EPERM);
	CHECK_EQ(file_set(getpid(), "disabled"), EPERM);
	CHECK_EQ(exec_state(marked), ARCH_PTI_ON);
	CHECK_EQ(write_file(SYSCTL, "1"), EPERM);
	CHECK_EQ(pti_set(ARCH_PTI_ON), 0);
	CHECK_EQ(pti_set(ARCH_PTI_FORCED), 0);
	CHECK_EQ(exec_state(self_path), ARCH_PTI_FORCED);
}

static struct gate ready, go;
static int isolated_before, state_after, isolated_after;

/*
 * Where there are three CPUs, the one that @cpu stands for.  The third is left
 * to who sleeps, so that it keeps his mm loaded: lazy.
 */
static void stay_on(int cpu)
{
	cpu_set_t set;

	if (sysconf(_SC_NPROCESSORS_ONLN) < 3)
		return;
	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	CHECK(!sched_setaffinity(0, sizeof(set), &set));
}

static void exit_opted_out(void)
{
	CHECK_EQ(pti_get(), ARCH_PTI_OFF);
}

/* Opted out until it is switched off, with code in a page table of its own */
static void survivor(void)
{
	int (*code)(void) = code_at(23);

	stay_on(2);
	CHECK_EQ(pti_set(ARCH_PTI_OFF), 0);
	CHECK_EQ(code(), 42);
	/* The end of a copy is not the end of the original. */
	CHECK_EQ(child(exit_opted_out), PASS);
	isolated_before = entry_isolated(getpid());
	gate_open(&ready);
	gate_wait(&go);
	state_after = pti_get();
	isolated_after = entry_isolated(getpid());
	CHECK_EQ(code() + code_at(24)(), 84);
	CHECK_EQ(state_after, ARCH_PTI_ON);
	CHECK_EQ(isolated_before, isolated_before < 0 ? -1 : 0);
	CHECK_EQ(isolated_after, isolated_before < 0 ? -1 : 1);
	CHECK_EQ(pti_set(ARCH_PTI_OFF), EPERM);
	CHECK_EQ(pti_set(ARCH_PTI_OFF_NOEXEC), EPERM);
	CHECK_EQ(exec_state(self_path), ARCH_PTI_ON);
}

/* In user mode, on some CPU, when it is switched off */
static void spinner(void)
{
	stay_on(0);
	CHECK_EQ(pti_set(ARCH_PTI_OFF), 0);
	gate_open(&ready);
	for (;;)
		asm volatile("pause");
}

/* Forks all the time, which takes long: who ends its opt-out has to wait. */
static void forker(void)
{
	size_t size = 64 << 20;
	void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	stay_on(0);
	CHECK(memory != MAP_FAILED);
	/* Fails where there are no huge pages. */
	madvise(memory, size, MADV_NOHUGEPAGE);
	memset(memory, 1, size);
	CHECK_EQ(pti_set(ARCH_PTI_OFF), 0);
	gate_open(&ready);
	for (;;) {
		pid_t pid = fork();

		CHECK(pid >= 0);
		if (!pid)
			_exit(0);
		finish(pid);
	}
}

static pid_t forking;

/* Nobody is opted out as soon as it is switched off. */
static void asker(void)
{
	while (is_switched_on())
		;
	CHECK_EQ(status_get(forking), ARCH_PTI_ON);
}

static void lockdown_refuses(const char *marked)
{
	if (access(LOCKDOWN, W_OK)) {
		printf("# no " LOCKDOWN ", that part is skipped\n");
		return;
	}
	CHECK_EQ(write_file(LOCKDOWN, "integrity"), 0);
	CHECK_EQ(pti_set(ARCH_PTI_OFF), 0);
	CHECK_EQ(exec_state(self_path), ARCH_PTI_OFF);
	CHECK_EQ(write_file(LOCKDOWN, "confidentiality"), 0);
	CHECK_EQ(pti_get(), ARCH_PTI_OFF);
	CHECK_EQ(exec_state(self_path), ARCH_PTI_ON);
	CHECK_EQ(exec_state(marked), ARCH_PTI_ON);
	CHECK_EQ(pti_set(ARCH_PTI_OFF_NOEXEC), 0);
	CHECK_EQ(pti_set(ARCH_PTI_OFF), EPERM);
	CHECK_EQ(pti_set(ARCH_PTI_ON), 0);
	CHECK_EQ(pti_set(ARCH_PTI_OFF), EPERM);
	CHECK_EQ(pti_get(), ARCH_PTI_ON);
}

static void switch_off_ends_all(const char *marked, pid_t pid)
{
	char text[256];

	CHECK_EQ(status_get(pid), ARCH_PTI_OFF);
	CHECK_EQ(write_file(SYSCTL, "0"), 0);
	CHECK_EQ(status_get(pid), ARCH_PTI_ON);
	CHECK_EQ(file_get(pid), ARCH_PTI_ON);
	gate_open(&go);
	CHECK_EQ(finish(pid), PASS);

	CHECK_EQ(write_file(SYSCTL, "1"), EPERM);
	CHECK_EQ(write_file(SYSCTL, "0"), 0);
	read_file(SYSCTL, text, sizeof(text));
	CHECK(!strcmp(text, "0\n"));
	read_file(MELTDOWN, text, sizeof(text));
	CHECK(!strstr(text, SUFFIX));
	CHECK_EQ(pti_set(ARCH_PTI_OFF), EPERM);
	CHECK_EQ(exec_state(marked), ARCH_PTI_ON);
	CHECK_EQ(pti_set(ARCH_PTI_FORCED), 0);
	CHECK_EQ(pti_get(), ARCH_PTI_FORCED);
}

/* One test, since the first leaves nobody able to opt out for the second. */
static void lockdown_and_switch(void)
{
	char marked[64];
	pid_t pid, spinning, asking;

	snprintf(marked, sizeof(marked), "%s/marked", scratch);
	copy_file(self_path, marked, 0755);
	mark(marked, CAP(CAP_PAYLOAD), false);
	CHECK_EQ(exec_state(marked), ARCH_PTI_OFF);

	gate_init(&ready);
	gate_init(&go);
	stay_on(1);
	pid = start(survivor);
	gate_wait(&ready);
	spinning = start(spinner);
	gate_wait(&ready);
	forking = start(forker);
	gate_wait(&ready);

	lockdown_refuses(marked);
	asking = start(asker);
	switch_off_ends_all(marked, pid);
	CHECK_EQ(finish(asking), PASS);
	CHECK_EQ(status_get(spinning), ARCH_PTI_ON);
	kill(spinning, SIGKILL);
	finish(spinning);
	kill(forking, SIGKILL);
	finish(forking);
}

bool is_switched_on(void)
{
	char text[16];

	read_file(SYSCTL, text, sizeof(text));
	return text[0] == '1';
}

const struct test off_tests[] = {
	{ "switched off, nobody opts out", switched_off },
	{ }
};

const struct test last_tests[] = {
	{ "the machine says that it is switched on", switched_on },
	{ "lockdown, then the switch for all", lockdown_and_switch },
	{ }
};
