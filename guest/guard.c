// SPDX-License-Identifier: Apache-2.0
/*
 * On the host: guest-init [--bochs] DIRECTORY COMMAND [ARG...]
 *
 * Runs an emulator in a session of its own, where a Ctrl-C does not reach it,
 * and ends it when its starter dies, however that dies; a paused guest would
 * otherwise stay for ever. Then it removes the machine's private directory
 * too, which the starter does itself otherwise. SIGTERM ends the emulator as
 * well. In the arguments @TSC_KHZ@ stands for the frequency of this
 * processor's time stamp counter.
 *
 * With --bochs it does what Bochs cannot do itself (bochs.c); @PORT@ and
 * @TAKINGS@ stand for its serial ports, and the end of standard input ends it.
 *
 * guest-init --capabilities DIRECTORY only makes the list (capabilities.c).
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

/* Held to the end of this process: the sign that the machine is alive. */
static void lock(const char *directory)
{
	struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	char name[4096];
	int fd;

	snprintf(name, sizeof(name), "%s/alive", directory);
	fd = open(name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	fcntl(fd, F_SETLK, &whole);
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

static _Noreturn void run(char **argv, pid_t guardian, bool bochs)
{
	sigset_t none;

	if (bochs)
		bochs_streams();
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

/*
 * Until the emulator has ended, or is to. Returns true if the starter died, or
 * closed the channel to Bochs, which it also does on its way to death: nobody
 * asks for the directory any more.
 */
static bool watch(int starter_fd, pid_t pid, int signals, bool bochs)
{
	struct pollfd fds[3 + BOCHS_POLLED] = {
		{ .fd = starter_fd, .events = POLLIN },
		{ .fd = signals, .events = POLLIN },
		{ .fd = pidfd_of(pid), .events = POLLIN },
	};
	bool goes_on = true;

	do {
		if (bochs)
			bochs_poll_prepare(fds + 3);
		if (poll(fds, bochs ? 3 + BOCHS_POLLED : 3, -1) < 0)
			continue;
		if (bochs)
			goes_on = bochs_poll_handle(fds + 3);
	} while (goes_on &&
		 !(fds[0].revents | fds[1].revents | fds[2].revents));
	if (!fds[2].revents)
		kill(pid, SIGKILL);
	return fds[0].revents || (!goes_on && !fds[2].revents);
}

int guard(char **argv)
{
	pid_t self = getpid(), starter = getppid(), pid;
	bool bochs = argv[0] && strcmp(argv[0], "--bochs") == 0;
	int status, signals, starter_fd;
	bool unwanted;

	if (argv[0] && argv[1] && strcmp(argv[0], "--capabilities") == 0) {
		capabilities_list(argv[1]);
		return 0;
	}
	argv += bochs;
	if (!argv[0] || !argv[1]) {
		fprintf(stderr, "ptictl: guest-init is started by ptictl lab\n");
		return 125;
	}
	setsid();
	signals = termination();
	starter_fd = pidfd_of(starter);
	if (starter_fd < 0 || getppid() != starter) {
		remove_directory(argv[0]);
		return 125;
	}
	lock(argv[0]);
	if (!bochs)
		capabilities_list(argv[0]);
	else if (!bochs_prepare(argv[0], argv + 1)) {
		perror("ptictl: preparing to start Bochs");
		return 125;
	}
	for (char **argument = argv + 1; *argument; argument++)
		*argument = tsc_fill_in(*argument);
	pid = fork();
	if (pid == 0)
		run(argv + 1, self, bochs);
	if (pid < 0)
		return 125;
	if (!bochs) {
		/* QEMU alone holds the channel's ends: its death must close them. */
		close(0);
		close(1);
	}
	unwanted = watch(starter_fd, pid, signals, bochs);
	if (waitpid(pid, &status, 0) < 0)
		return 125;
	if (unwanted)
		remove_directory(argv[0]);
	else if (bochs)
		bochs_drain();
	return WIFEXITED(status) ? WEXITSTATUS(status)
				 : 128 + WTERMSIG(status);
}
