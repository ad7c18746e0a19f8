// SPDX-License-Identifier: GPL-2.0
/* Stress: what others do to a process. */
#include "stress.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/uio.h>

/* In memory that parent and child share: rounds that a target has made */
static atomic_ulong *rounds;
static volatile long word;

static void *share(size_t size)
{
	void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
			    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	CHECK(memory != MAP_FAILED);
	return memory;
}

static unsigned int nap;

/* Ends with its parent, which it enters the kernel to ask for. */
static void target(void)
{
	pid_t parent = getppid();

	while (syscall(SYS_getppid) == parent) {
		count(CALLS);
		atomic_fetch_add(rounds, 1);
		if (nap)
			usleep(nap);
	}
}

static void end(pid_t pid)
{
	CHECK(!kill(pid, SIGKILL));
	CHECK_EQ(finish(pid), -SIGKILL);
}

static void wait_for_rounds(void)
{
	unsigned long from = atomic_load(rounds);

	while (running() && atomic_load(rounds) < from + 3)
		sched_yield();
}

static void publish(int index, pid_t pid)
{
	atomic_store(&shared->targets[index], pid);
}

/* Changes another process, which enters the kernel all the time. */
void outside(void)
{
	pid_t pid;

	rounds = share(sizeof(*rounds));
	pid = start(target);
	publish(0, pid);
	while (running()) {
		int state = random_state_to_set(), isolated;
		int ret = file_set(pid, words[state]);

		if (ret == EBUSY) {
			count(BUSY);
			continue;
		}
		CHECK_EQ(ret, 0);
		count(OUTSIDE);
		CHECK_EQ(below(2) ? file_get(pid) : status_get(pid), state);
		wait_for_rounds();
		isolated = entry_isolated(pid);
		if (isolated >= 0 && running()) {
			CHECK_EQ(isolated, !is_off(state));
			count(ENTRIES);
		}
	}
	end(pid);
}

static void read_once(pid_t pid)
{
	static const char *const names[] = {
		"status", "arch_status", "page_table_isolation", "maps", "stat"
	};
	char text[4096];
	int fd = open_file(pid, names[below(5)], O_RDONLY);

	/* It may be gone. */
	if (fd < 0)
		return;
	while (read(fd, text, sizeof(text)) > 0)
		;
	close(fd);
	count(READS);
}

/* Any process there is, and often those which change */
void readers(void)
{
	pid_t self = getpid();

	while (running()) {
		pid_t pid = shared->targets[below(MAX_TARGETS)];

		read_once(below(2) && pid ? pid : self - 12 + (int)below(200));
	}
}

static int vm_write(pid_t pid)
{
	long value = 1;
	struct iovec local = { &value, sizeof(value) };
	struct iovec remote = { (void *)&word, sizeof(word) };

	return process_vm_writev(pid, &local, 1, &remote, 1, 0) < 0 ?
		errno : 0;
}

static int attach(pid_t pid)
{
	int status;

	if (ptrace(PTRACE_ATTACH, pid, 0, 0))
		return errno;
	CHECK(waitpid(pid, &status, __WALL) == pid);
	CHECK(!ptrace(PTRACE_DETACH, pid, 0, 0));
	return 0;
}

static int mem_write(pid_t pid)
{
	int fd = open_file(pid, "mem", O_WRONLY), ret = errno;
	long value = 1;

	if (fd < 0)
		return ret == EACCES ? EPERM : ret;
	ret = pwrite(fd, &value, sizeof(value), (off_t)&word) < 0 ? errno : 0;
	close(fd);
	return ret;
}

static int attack(pid_t pid)
{
	switch (below(3)) {
	case 0:
		return vm_write(pid);
	case 1:
		return mem_write(pid);
	default:
		return attach(pid);
	}
}

static struct gate ready;
static int victim_state;

/* A process of user nobody, without capabilities */
static void victim(void)
{
	become(NOBODY, CAP(CAP_PAYLOAD));
	change_to(victim_state);
	caps_keep(0);
	gate_open(&ready);
	target();
}

static pid_t start_victim(int index, int state)
{
	pid_t pid;

	gate_init(&ready);
	victim_state = state;
	pid = start(victim);
	gate_wait(&ready);
	publish(index, pid);
	return pid;
}

static pid_t moving;

/* Root, who opts it out and back all the time, with somebody at its memory */
static void mover(void)
{
	while (running()) {
		int state = random_state_to_set();
		int ret = file_set(moving, words[state]);

		if (ret == EBUSY || ret == EPERM) {
			/* A writer at work, or a tracer who may not be one */
			count(BUSY);
			continue;
		}
		CHECK_EQ(ret, 0);
		count(OUTSIDE);
		CHECK_EQ(file_get(moving), state);
		usleep(below(2000));
	}
}

static void attack_moving(void)
{
	int ret = attack(moving);

	if (ret)
		CHECK_EQ(ret, EPERM);
	count(ret ? REFUSED : ALLOWED);
}

void attackers(void)
{
	pid_t opted_out, isolated, root;

	rounds = share(sizeof(*rounds));
	nap = 1000;
	opted_out = start_victim(1, ARCH_PTI_OFF);
	isolated = start_victim(2, ARCH_PTI_ON);
	moving = start_victim(3, ARCH_PTI_ON);
	root = start(mover);
	become(NOBODY, 0);
	while (running()) {
		CHECK_EQ(attack(opted_out), EPERM);
		count(REFUSED);
		CHECK_EQ(attack(isolated), 0);
		count(ALLOWED);
		attack_moving();
		usleep(below(5000));
	}
	CHECK_EQ(finish(root), PASS);
	end(opted_out);
	end(isolated);
	end(moving);
}
