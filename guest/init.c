// SPDX-License-Identifier: Apache-2.0
/* Process 1 of a lab machine: prepare, then serve the channel for ever. */
#include "guest.h"

#include <errno.h>
#include <net/if.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/reboot.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* This ends the emulator, which is told to; without ACPI nothing else does. */
_Noreturn void end_machine(void)
{
	for (;;) {
		reboot(RB_AUTOBOOT);
		pause();
	}
}

/* To the console, whose tail the host shows. */
_Noreturn void die(const char *what)
{
	dprintf(2, "ptictl lab: %s: %s\n", what, strerror(errno));
	end_machine();
}

const char *serial_port(void)
{
	return getenv("ptictl_channel");	/* a kernel parameter */
}

static void loopback_up(void)
{
	struct ifreq request = { .ifr_name = "lo", .ifr_flags = IFF_UP };
	int s = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (s < 0 || ioctl(s, SIOCSIFFLAGS, &request) < 0)
		die("bringing up lo");
	close(s);
}

static void limits(void)
{
	struct rlimit files = { 1024, 1024 * 1024 };

	setrlimit(RLIMIT_NOFILE, &files);
	umask(022);
}

static int child_signals(void)
{
	sigset_t set;
	int fd;

	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_BLOCK, &set, NULL);
	fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	if (fd < 0)
		die("signalfd");
	return fd;
}

/* Commands and orphans alike. */
static void reap(int signals)
{
	struct signalfd_siginfo ignored[8];
	int status;
	pid_t pid;

	while (read(signals, ignored, sizeof(ignored)) > 0)
		;
	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		session_exited(pid, status);
}

static _Noreturn void serve(void)
{
	static struct pollfd fds[2 + 4 * MAX_SESSIONS];
	const uint32_t hello[] = { PROTOCOL_VERSION, clocks_good() };
	int signals = child_signals();

	channel_send(HELLO, 0, hello, sizeof(hello));
	for (;;) {
		size_t n = session_poll_prepare(fds + 2);

		fds[0] = (struct pollfd){ .fd = signals, .events = POLLIN };
		fds[1] = (struct pollfd){ .fd = channel_fd(),
					  .events = POLLIN };
		if (channel_pending())
			fds[1].events |= POLLOUT;
		if (poll(fds, 2 + n, -1) < 0) {
			if (errno == EINTR)
				continue;
			die("poll");
		}
		/* Data first: nothing a command wrote may come after its end. */
		session_poll_handle(fds + 2, n);
		if (fds[0].revents)
			reap(signals);
		if (fds[1].revents & (POLLIN | POLLHUP))
			channel_receive();
		channel_flush();
	}
}

int main(int argc, char **argv)
{
	if (getpid() != 1)
		return guard(argv + (argc > 0));
	mount_everything();
	loopback_up();
	limits();
	channel_open();
	serve();
}
