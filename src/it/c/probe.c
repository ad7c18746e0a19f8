// SPDX-License-Identifier: Apache-2.0
/*
 * Prints what a program can find of how it was started, one line each, bytes in hex. Two runs
 * started alike print the same; what changes from run to run (pids, inodes, times) is left out.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

extern char **environ;

static void print_bytes(const char *what, char **words)
{
	for (int i = 0; words[i]; i++) {
		printf("%s[%d]:", what, i);
		for (const char *c = words[i]; *c; c++)
			printf(" %02x", (unsigned char)*c);
		putchar('\n');
	}
}

/* The disposition as it was left over execve: no handler can be. */
static void print_signals(void)
{
	unsigned long blocked = 0, pending = 0;
	struct {
		void *handler;
		unsigned long flags;
		void *restorer;
		unsigned long mask;
	} action;

	syscall(SYS_rt_sigprocmask, SIG_BLOCK, NULL, &blocked, sizeof(blocked));
	syscall(SYS_rt_sigpending, &pending, sizeof(pending));
	for (int signal = 1; signal <= 64; signal++) {
		memset(&action, 0, sizeof(action));
		syscall(SYS_rt_sigaction, signal, NULL, &action, sizeof(action.mask));
		printf("signal %d: %s flags %lx mask %lx%s%s\n", signal,
		       action.handler == SIG_DFL ? "default" : "ignored", action.flags, action.mask,
		       blocked >> (signal - 1) & 1 ? " blocked" : "",
		       pending >> (signal - 1) & 1 ? " pending" : "");
	}
}

/* Pipes and sockets without their number. */
static void print_link(const char *what, const char *path)
{
	char target[4096];
	ssize_t length = readlink(path, target, sizeof(target) - 1);
	char *number;

	target[length < 0 ? 0 : length] = '\0';
	number = strstr(target, ":[");
	if (number && strncmp(path, "/proc/self/fd/", 14) == 0)
		*number = '\0';
	printf("%s: %s\n", what, target);
}

static void print_descriptors(void)
{
	char what[64], path[64];

	/* No directory is opened for it, so that nothing but what was inherited is seen. */
	for (int fd = 0; fd < 1024; fd++) {
		if (fcntl(fd, F_GETFD) < 0)
			continue;
		snprintf(what, sizeof(what), "fd %d flags %x status %x at %ld", fd,
			 fcntl(fd, F_GETFD), fcntl(fd, F_GETFL), (long)lseek(fd, 0, SEEK_CUR));
		snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
		print_link(what, path);
	}
}

static void print_limits(void)
{
	struct rlimit limit;

	for (int resource = 0; resource < RLIM_NLIMITS; resource++)
		if (getrlimit(resource, &limit) == 0)
			printf("limit %d: %lx %lx\n", resource, limit.rlim_cur, limit.rlim_max);
}

static void print_scheduling(void)
{
	unsigned int attributes[12] = { 0 }; /* struct sched_attr: size, policy, flags, nice, ... */
	unsigned long mask[16] = { 0 };

	syscall(SYS_sched_getattr, 0, attributes, sizeof(attributes), 0);
	for (int i = 1; i < 12; i++)
		printf("scheduling %d: %x\n", i, attributes[i]);
	printf("io priority: %lx\n", syscall(SYS_ioprio_get, 1, 0));
	syscall(SYS_sched_getaffinity, 0, sizeof(mask), mask);
	for (int i = 0; i < 16; i++)
		if (mask[i])
			printf("affinity %d: %lx\n", i, mask[i]);
}

static void print_prctl(void)
{
	/* Those that return their value, and those that store it. */
	static const int returned[] = { PR_GET_DUMPABLE, PR_GET_KEEPCAPS, PR_GET_SECCOMP,
		PR_GET_SECUREBITS, PR_GET_TIMERSLACK, PR_GET_NO_NEW_PRIVS, PR_GET_TIMING,
		PR_GET_THP_DISABLE, PR_MCE_KILL_GET, 58 /* PR_GET_IO_FLUSHER */,
		66 /* PR_GET_MDWE */ };
	static const int stored[] = { PR_GET_PDEATHSIG, PR_GET_CHILD_SUBREAPER, PR_GET_TSC };

	for (size_t i = 0; i < sizeof(returned) / sizeof(*returned); i++)
		printf("prctl %d: %d\n", returned[i], prctl(returned[i], 0, 0, 0, 0));
	for (size_t i = 0; i < sizeof(stored) / sizeof(*stored); i++) {
		int value = -1;

		prctl(stored[i], &value, 0, 0, 0);
		printf("prctl %d: %d\n", stored[i], value);
	}
	for (int feature = 0; feature < 3; feature++)
		printf("speculation %d: %d\n", feature,
		       prctl(PR_GET_SPECULATION_CTRL, feature, 0, 0, 0));
	for (int capability = 0; capability < 64; capability++)
		if (prctl(PR_CAPBSET_READ, capability, 0, 0, 0) >= 0)
			printf("capability %d: bounding %d ambient %d\n", capability,
			       prctl(PR_CAPBSET_READ, capability, 0, 0, 0),
			       prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, capability, 0, 0));
}

static void print_file(const char *what, const char *path)
{
	char line[4096];
	FILE *file = fopen(path, "re");

	while (file && fgets(line, sizeof(line), file))
		printf("%s: %.*s\n", what, (int)strcspn(line, "\n"), line);
	if (file)
		fclose(file);
}

/* Everything but pids, sizes and counts: ids, groups, capabilities, seccomp, the isolation. */
static void print_status(void)
{
	static const char *const skipped[] = { "Tgid", "Ngid", "Pid", "PPid", "NS", "Vm", "Rss",
		"HugetlbPages", "Threads", "SigQ", "voluntary", "nonvoluntary" };
	char line[4096];
	FILE *status = fopen("/proc/self/status", "re");

	while (status && fgets(line, sizeof(line), status)) {
		bool skip = false;

		for (size_t i = 0; i < sizeof(skipped) / sizeof(*skipped); i++)
			skip |= strncmp(line, skipped[i], strlen(skipped[i])) == 0;
		if (!skip)
			printf("status %s", line);
	}
	if (status)
		fclose(status);
}

static const char *whose(pid_t pid)
{
	return pid == getpid() ? "own" : pid == getppid() ? "parent's" : pid ? "another's" : "none";
}

static void print_relations(void)
{
	struct itimerval timer;
	char path[64];
	int mask = umask(0);

	umask(mask);
	printf("umask: %o\n", mask);
	printf("session: %s\n", whose(getsid(0)));
	printf("process group: %s\n", whose(getpgrp()));
	printf("foreground: %d\n", tcgetpgrp(0) == getpgrp());
	printf("children: %d\n", waitpid(-1, NULL, WNOHANG | __WALL) < 0 ? errno : 0);
	snprintf(path, sizeof(path), "/proc/%d/comm", getppid());
	print_file("parent", path);
	printf("personality: %x\n", personality(0xffffffff));
	printf("priority: %d\n", getpriority(PRIO_PROCESS, 0));
	printf("secure: %lu\n", getauxval(AT_SECURE));
	printf("executed as: %s\n", (const char *)getauxval(AT_EXECFN));
	for (int which = ITIMER_REAL; which <= ITIMER_PROF; which++) {
		getitimer(which, &timer);
		printf("timer %d: %s\n", which,
		       timer.it_value.tv_sec || timer.it_value.tv_usec ? "set" : "not set");
	}
}

int main(int count, char **args)
{
	static const char *const files[] = { "coredump_filter", "oom_score_adj", "timerslack_ns",
		"comm", "loginuid", "sessionid", "cgroup", "attr/current", "uid_map", "gid_map" };
	static const char *const links[] = { "cwd", "root", "exe", "ns/cgroup", "ns/ipc", "ns/mnt",
		"ns/net", "ns/pid", "ns/time", "ns/user", "ns/uts" };
	char path[64];

	print_descriptors();
	printf("arguments: %d\n", count);
	print_bytes("argument", args);
	print_bytes("environment", environ);
	print_signals();
	print_limits();
	print_scheduling();
	print_prctl();
	print_status();
	print_relations();
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		snprintf(path, sizeof(path), "/proc/self/%s", files[i]);
		print_file(files[i], path);
	}
	for (size_t i = 0; i < sizeof(links) / sizeof(*links); i++) {
		snprintf(path, sizeof(path), "/proc/self/%s", links[i]);
		print_link(links[i], path);
	}
	return fflush(stdout) ? 1 : 0;
}
