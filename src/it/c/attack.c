/*
 * The ways into another process of the same user. Prints how it ended: ok, or the error.
 *
 * attack ptrace PID: attaches.
 * attack traceme PROGRAM [ARG...]: executes a program as its own tracee.
 * attack mem PID: opens its memory.
 * attack writev PID: writes into its memory, at an address where nothing is: EFAULT is past the
 * check.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

static int ended(const char *how, long result)
{
	printf("%s %s\n", how, result < 0 ? strerrorname_np(errno) : "ok");
	return 0;
}

static int attach(pid_t pid)
{
	long result = ptrace(PTRACE_ATTACH, pid, 0, 0);

	if (!result) {
		waitpid(pid, NULL, 0);
		ptrace(PTRACE_DETACH, pid, 0, 0);
	}
	return ended("ptrace", result);
}

static int traceme(char **program)
{
	pid_t child = fork();

	if (!child) {
		if (ptrace(PTRACE_TRACEME, 0, 0, 0))
			_exit(ended("traceme", -1));
		execv(*program, program);
		_exit(127);
	}
	for (int status; waitpid(child, &status, 0) == child && WIFSTOPPED(status);)
		ptrace(PTRACE_CONT, child, 0, 0);
	return 0;
}

static int open_mem(const char *pid)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/%s/mem", pid);
	return ended("mem", open(path, O_RDWR));
}

static int write_nowhere(pid_t pid)
{
	char byte = 0;
	struct iovec here = { &byte, 1 }, there = { (void *)16, 1 };

	return ended("writev", process_vm_writev(pid, &here, 1, &there, 1, 0));
}

int main(int argc, char **argv)
{
	if (argc > 2 && !strcmp(argv[1], "ptrace"))
		return attach(atoi(argv[2]));
	if (argc > 2 && !strcmp(argv[1], "traceme"))
		return traceme(argv + 2);
	if (argc > 2 && !strcmp(argv[1], "mem"))
		return open_mem(argv[2]);
	if (argc > 2 && !strcmp(argv[1], "writev"))
		return write_nowhere(atoi(argv[2]));
	return 2;
}
