// SPDX-License-Identifier: Apache-2.0
/*
 * On the host: guest-init DIRECTORY COMMAND [ARG...]
 *
 * Runs QEMU in a session of its own, where a Ctrl-C does not reach it, and
 * ends it when its starter dies, however that dies; a paused guest would
 * otherwise stay for ever. Then it removes the machine's private directory
 * too, which the starter does itself otherwise. SIGTERM ends QEMU as well. In the arguments @TSC_KHZ@
 * stands for the frequency of this processor's time stamp counter.
 */
#include "guest.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int pidfd_of(pid_t pid)
{
	return syscall(SYS_pidfd_open, pid, 0);
}

/* The directory is flat. */
static void remove_directory(const char *path)
{
	DIR *d = opendir(path);
	struct dirent *e;

	if (!d)
		return;
	while ((e = readdir(d)))
		unlinkat(dirfd(d), e->d_name, 0);
	closedir(d);
	rmdir(path);
}

static int termination(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC);
}

static _Noreturn void run(char **argv, pid_t guardian)
{
	sigset_t none;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != guardian)
		_exit(125);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	execvp(argv[0], argv);
	fprintf(stderr, "ptictl: failed to execute %s: %s\n", argv[0],
		strerror(errno));
	_exit(errno == ENOENT ? 127 : 126);
}

int guard(char **argv)
{
	pid_t self = getpid(), starter = getppid(), pid;
	struct pollfd fds[3];
	int status;

	if (!argv[0] || !argv[1]) {
		fprintf(stderr, "ptictl: guest-init is started by ptictl lab\n");
		return 125;
	}
	setsid();
	fds[2] = (struct pollfd){ .fd = termination(), .events = POLLIN };
	fds[0] = (struct pollfd){ .fd = pidfd_of(starter), .events = POLLIN };
	if (fds[0].fd < 0 || getppid() != starter) {
		remove_directory(argv[0]);
		return 125;
	}
	capabilities_list(argv[0]);
	for (char **argument = argv + 1; *argument; argument++)
		*argument = tsc_fill_in(*argument);
	pid = fork();
	if (pid == 0)
		run(argv + 1, self);
	if (pid < 0)
		return 125;
	/* QEMU alone holds the channel's ends: its death must close them. */
	close(0);
	close(1);
	fds[1] = (struct pollfd){ .fd = pidfd_of(pid), .events = POLLIN };
	while (poll(fds, 3, -1) < 0 && errno == EINTR)
		;
	if (fds[0].revents || fds[2].revents)
		kill(pid, SIGKILL);
	if (waitpid(pid, &status, 0) < 0)
		return 125;
	if (fds[0].revents)
		remove_directory(argv[0]);
	return WIFEXITED(status) ? WEXITSTATUS(status)
				 : 128 + WTERMSIG(status);
}
