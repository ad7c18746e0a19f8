// SPDX-License-Identifier: GPL-2.0
/*
 * Self-tests of the per-process opt-out of page table isolation.  Run as root,
 * on a kernel booted with pti_optout=on.  They switch it off at the end, until
 * reboot, and lock the kernel down.
 *
 *	cc -O2 -static -pthread -o pti_optout *.c
 */
#include "pti_optout.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/stat.h>

char scratch[] = "/tmp/pti_optout.XXXXXX";
char self_path[sizeof(scratch) + 8];

static const struct test *const on_groups[] = {
	control_tests, inherit_tests, domain_tests, mark_tests, access_tests,
	users_tests, writers_tests, file_tests, handed_tests, race_tests,
	cpu_tests, segments_tests, hotplug_tests, pagetables_tests,
	report_tests, matrix_tests, last_tests, NULL
};

static const struct test *const off_groups[] = { off_tests, NULL };

/* Only by the word, "not in use": there is nothing to test without isolation. */
static const struct test *const unused_groups[] = { unused_tests, NULL };

static int failed;

static void run(const struct test *test, int number)
{
	pid_t pid;
	int ret;

	fflush(stdout);
	pid = fork();
	if (!pid) {
		/* Whatever it leaves behind is killed with it. */
		setpgid(0, 0);
		/* A debug kernel in an emulator is slow. */
		alarm(600);
		test->run();
		fflush(stdout);
		_exit(PASS);
	}
	ret = finish(pid);
	kill(-pid, SIGKILL);

	if (ret < 0)
		printf("# killed by signal %d\n", -ret);
	if (ret && ret != SKIP)
		failed++;
	printf("%s %d %s%s\n", ret && ret != SKIP ? "not ok" : "ok", number,
	       test->name, ret == SKIP ? " # SKIP" : "");
	fflush(stdout);
}

static void remove_scratch(void)
{
	umount2(scratch, MNT_DETACH);
	rmdir(scratch);
}

static void make_scratch(void)
{
	CHECK(mkdtemp(scratch));
	CHECK(!mount("tmpfs", scratch, "tmpfs", 0, "mode=755"));
	snprintf(self_path, sizeof(self_path), "%s/self", scratch);
	copy_file("/proc/self/exe", self_path, 0755);
}

/* The tests whose name has this word, or all: their number; runs them, too */
static int each(const struct test *const *groups, const char *word, bool go)
{
	int count = 0;

	for (; *groups; groups++) {
		for (const struct test *test = *groups; test->run; test++) {
			if (word && !strstr(test->name, word))
				continue;
			count++;
			if (go)
				run(test, count);
		}
	}
	return count;
}

static int skip_all(const char *why)
{
	printf("1..0 # SKIP %s\n", why);
	return SKIP;
}

int main(int argc, char **argv)
{
	const struct test *const *groups;
	const char *word = argc > 1 ? argv[1] : NULL;
	int count;

	/* What tests execute: the last argument, whoever put others first */
	if (argc > 1 && !strcmp(argv[argc - 1], "--state"))
		return pti_get();
	if (argc == 3 && !strcmp(argv[1], "--chain"))
		return exec_chain(atoi(argv[2]));
	if (argc == 3 && !strcmp(argv[1], "--then"))
		exec_now(argv[2]);
	if (argc == 3 && !strcmp(argv[1], "--say"))
		return say(argv[2]);

	printf("TAP version 13\n");
	if (pti_get() == -1)
		return skip_all("the kernel has no opt-out");
	if (pti_get() == ARCH_PTI_NOT_IN_USE && !word)
		return skip_all("page table isolation is not in use");
	if (geteuid())
		return skip_all("must be root");
	umask(022);
	make_scratch();

	groups = pti_get() == ARCH_PTI_NOT_IN_USE ? unused_groups :
		 is_switched_on() ? on_groups : off_groups;
	count = each(groups, word, false);
	printf("1..%d\n", count);
	each(groups, word, true);

	remove_scratch();
	printf("# %d of %d failed\n", failed, count);
	return failed ? FAIL : PASS;
}
