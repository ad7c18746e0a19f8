// SPDX-License-Identifier: GPL-2.0
/*
 * Stress of the per-process opt-out of page table isolation: everything at once
 * for some seconds.
 *
 *	stress SECONDS [SEED]
 *
 * Run as root, on a kernel booted with pti_optout=on.  It prints the seed, at
 * its end how often each kind of event happened, and fails on any state that is
 * not what it must be.  What the kernel finds wrong is on the console.
 */
#include "stress.h"

#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <time.h>

char scratch[] = "/tmp/pti_stress.XXXXXX";
char self_path[sizeof(scratch) + 8];
struct shared *shared;
__thread uint64_t random_state;

static const struct worker {
	const char *name;
	void (*run)(void);
	int processes;
} workers[] = {
	{ "toggler", toggler, 2 },
	{ "signals", signals, 1 },
	{ "mapper", mapper, 1 },
	{ "family", family, 2 },
	{ "outside", outside, 1 },
	{ "readers", readers, 1 },
	{ "attackers", attackers, 1 },
	{ "hotplug", hotplug, 1 },
};

#define KINDS (sizeof(workers) / sizeof(*workers))
#define MAX_WORKERS 16

static struct {
	pid_t pid;
	const char *name;
} started[MAX_WORKERS];
static int number;

/* xorshift64* */
unsigned int below(unsigned int n)
{
	random_state ^= random_state >> 12;
	random_state ^= random_state << 25;
	random_state ^= random_state >> 27;
	return (random_state * 0x2545f4914f6cdd1dULL >> 32) % n;
}

static void start_all(uint64_t seed)
{
	for (size_t i = 0; i < KINDS; i++) {
		for (int n = 0; n < workers[i].processes; n++) {
			random_state = (seed + number + 1) *
				       0x9e3779b97f4a7c15ULL;
			started[number].name = workers[i].name;
			started[number++].pid = start(workers[i].run);
		}
	}
}

static bool ended(int i, int status)
{
	const char *name = started[i].name;

	started[i].pid = 0;
	if (WIFEXITED(status) && WEXITSTATUS(status) == PASS)
		return true;
	if (WIFEXITED(status) && WEXITSTATUS(status) == SKIP) {
		printf("# %s: skipped\n", name);
		return true;
	}
	printf("# %s: %s %d\n", name, WIFEXITED(status) ? "status" : "signal",
	       WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
	return false;
}

/* One that goes on for @seconds after it should have ended hangs. */
static bool wait_for_all(int seconds)
{
	struct timespec slice = { .tv_nsec = 50000000 };
	time_t end = time(NULL) + seconds;
	bool good = true;
	int left;

	do {
		left = 0;
		for (int i = 0; i < number; i++) {
			int status;

			if (!started[i].pid)
				continue;
			if (waitpid(started[i].pid, &status, WNOHANG) == 0)
				left++;
			else
				good &= ended(i, status);
		}
		nanosleep(&slice, NULL);
	} while (left && good && time(NULL) < end);

	for (int i = 0; good && i < number; i++)
		if (started[i].pid && !running())
			printf("# %s: hangs\n", started[i].name);
	return good && (!left || running());
}

static void print_counts(void)
{
#define WORDS(id, words) words,
	static const char *const of[] = { EVENTS(WORDS) };
#undef WORDS

	for (int i = 0; i < EVENT_COUNT; i++)
		printf("%10lu %s\n", atomic_load(&shared->count[i]), of[i]);
}

static void prepare(void)
{
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	CHECK(shared != MAP_FAILED);
	umask(022);
	CHECK(mkdtemp(scratch));
	CHECK(!mount("tmpfs", scratch, "tmpfs", 0, "mode=755"));
	snprintf(self_path, sizeof(self_path), "%s/self", scratch);
	copy_file("/proc/self/exe", self_path, 0755);
}

static int skip(const char *why)
{
	printf("# skip: %s\n", why);
	return SKIP;
}

int main(int argc, char **argv)
{
	uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 0) :
				   (uint64_t)time(NULL) << 16 | getpid();
	int seconds = argc > 1 ? atoi(argv[1]) : 0;
	bool good;

	/* What its workers execute */
	if (argc > 1 && !strcmp(argv[argc - 1], "--state"))
		return pti_get();
	if (seconds <= 0) {
		fprintf(stderr, "usage: stress SECONDS [SEED]\n");
		return 2;
	}
	if (pti_get() < 0 || pti_get() == ARCH_PTI_NOT_IN_USE)
		return skip("no opt-out, or page table isolation is not in use");
	if (geteuid())
		return skip("must be root");

	printf("# seed %llu\n", (unsigned long long)seed);
	prepare();
	start_all(seed);
	good = wait_for_all(seconds);
	atomic_store(&shared->stop, true);
	good &= wait_for_all(60);
	for (int i = 0; i < number; i++)
		if (started[i].pid)
			kill(started[i].pid, SIGKILL);

	print_counts();
	umount2(scratch, MNT_DETACH);
	rmdir(scratch);
	return good ? PASS : FAIL;
}
