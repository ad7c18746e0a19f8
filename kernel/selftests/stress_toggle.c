// SPDX-License-Identifier: GPL-2.0
/* Stress: processes that change their own state, under threads and signals. */
#include "stress.h"

#include <fcntl.h>
#include <linux/membarrier.h>
#include <pthread.h>
#include <sys/time.h>

#define SIBLINGS 3

bool is_off(int state)
{
	return state == ARCH_PTI_OFF || state == ARCH_PTI_OFF_NOEXEC;
}

int random_state_to_set(void)
{
	return below(3);
}

/* The value is of the entry by pread() itself. */
int own_entry_isolated(void)
{
	char text[1024], *line;
	ssize_t len;
	int fd = open("/proc/thread-self/arch_status", O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return -1;
	len = pread(fd, text, sizeof(text) - 1, 0);
	close(fd);
	if (len <= 0)
		return -1;
	text[len] = 0;
	line = strstr(text, "Entry_CR3:\t");
	return line ? strtoull(line + 11, NULL, 16) >> 12 & 1 : -1;
}

static void check_entry(int state)
{
	int isolated = own_entry_isolated();

	if (isolated < 0)
		return;
	CHECK_EQ(isolated, !is_off(state));
	count(ENTRIES);
}

void check_state(int state)
{
	CHECK_EQ(pti_get(), state);
	check_entry(state);
	CHECK_EQ(pti_get(), state);
}

static int change_by(unsigned int way, int state)
{
	static const unsigned long ctrl[] = {
		PR_SPEC_DISABLE, PR_SPEC_ENABLE, PR_SPEC_ENABLE_NOEXEC
	};

	switch (way) {
	case 0:
		return pti_set(state);
	case 1:
		return spec_set(ctrl[state]);
	default:
		return file_set(getpid(), words[state]);
	}
}

void change_to(int state)
{
	unsigned int way = below(3);
	int ret;

	/* A writer that is at work for a moment */
	while ((ret = change_by(way, state)) == EBUSY) {
		count(BUSY);
		sched_yield();
	}
	CHECK_EQ(ret, 0);
	count(TOGGLES);
}

/*
 * What siblings look at: even while the state is @expected, and they enter the
 * kernel with it.
 */
static atomic_uint sequence;
static atomic_int expected;

static void look(void)
{
	unsigned int before = atomic_load(&sequence);
	int state = atomic_load(&expected), isolated;

	if (before & 1)
		return;
	isolated = own_entry_isolated();
	if (isolated < 0 || atomic_load(&sequence) != before)
		return;
	CHECK_EQ(isolated, !is_off(state));
	count(ENTRIES);
}

static void barrier(void)
{
	int cmd = below(2) ? MEMBARRIER_CMD_PRIVATE_EXPEDITED_SYNC_CORE :
			     MEMBARRIER_CMD_PRIVATE_EXPEDITED;

	CHECK(!syscall(SYS_membarrier, cmd, 0, 0));
	count(MEMBARRIERS);
}

static void *sibling(void *seed)
{
	random_state = (uintptr_t)seed;
	while (running()) {
		for (int i = below(200); i >= 0; i--) {
			syscall(SYS_getppid);
			count(CALLS);
		}
		switch (below(4)) {
		case 0:
			usleep(below(5000));
			break;
		case 1:
			barrier();
			break;
		default:
			look();
		}
	}
	return NULL;
}

static void register_barriers(void)
{
	CHECK(!syscall(SYS_membarrier,
		       MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED, 0, 0));
	CHECK(!syscall(SYS_membarrier,
		       MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_SYNC_CORE,
		       0, 0));
}

void toggler(void)
{
	pthread_t threads[SIBLINGS];

	register_barriers();
	for (int i = 0; i < SIBLINGS; i++)
		CHECK(!pthread_create(&threads[i], NULL, sibling,
				      (void *)(uintptr_t)(below(1 << 30) + 1)));
	while (running()) {
		int state = random_state_to_set();

		atomic_fetch_add(&sequence, 1);
		change_to(state);
		atomic_store(&expected, state);
		atomic_fetch_add(&sequence, 1);
		check_state(state);
		if (!below(4))
			usleep(below(20000));
	}
	for (int i = 0; i < SIBLINGS; i++)
		CHECK(!pthread_join(threads[i], NULL));
}

static volatile sig_atomic_t taken, state_now;

/* A signal comes between a change and the next look, and may itself change. */
static void on_signal(int signal)
{
	taken++;
	count(SIGNALS);
	syscall(SYS_getppid);
	if (taken % 4)
		return;
	state_now = taken / 4 % 3;
	CHECK_EQ(pti_set(state_now), 0);
}

static void block(int how)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGALRM);
	sigaddset(&set, SIGUSR1);
	CHECK(!sigprocmask(how, &set, NULL));
}

void signals(void)
{
	struct itimerval often = { { 0, 3000 }, { 0, 3000 } }, never = { };
	struct sigaction action = { .sa_handler = on_signal };

	CHECK(!sigaction(SIGALRM, &action, NULL));
	CHECK(!sigaction(SIGUSR1, &action, NULL));
	CHECK(!setitimer(ITIMER_REAL, &often, NULL));
	while (running()) {
		block(SIG_BLOCK);
		if (!below(3))
			change_to(state_now = random_state_to_set());
		check_state(state_now);
		block(SIG_UNBLOCK);
		raise(SIGUSR1);
		for (volatile int i = below(20000); i > 0; i--)
			;
	}
	CHECK(!setitimer(ITIMER_REAL, &never, NULL));
}
