// SPDX-License-Identifier: Apache-2.0
/*
 * In a guest of Bochs: the serial line that is the channel, and the one by
 * which the guard is told how much of it has been taken.
 *
 * Into the receive queue of its 16550 Bochs puts a byte each 87 microseconds,
 * whether there is room or not, and a kernel that prints a message on its
 * console does not look for milliseconds. So the guard never has more on its
 * way than the queue holds, and the queue is empty again whenever this program
 * has read everything.
 */
#include "guest.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static int takings = -1;
static size_t untold;

static int open_raw(const char *name)
{
	int fd = open(name, O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	struct termios mode;

	if (fd < 0 || tcgetattr(fd, &mode) < 0)
		die(name);
	cfmakeraw(&mode);
	cfsetspeed(&mode, B115200);
	mode.c_cflag |= CLOCAL;
	if (tcsetattr(fd, TCSANOW, &mode) < 0)
		die(name);
	return fd;
}

/*
 * An interrupt for each byte. For fewer bytes than it is to interrupt for Bochs
 * (2.7) starts a timer, which it does not stop when they are read, and when
 * that expires, the kernel reads a byte that nobody sent.
 */
static void interrupt_always(const char *name)
{
	const char *base = strrchr(name, '/');
	char file[80];
	int fd;

	snprintf(file, sizeof(file), "/sys/class/tty/%s/rx_trig_bytes",
		 base ? base + 1 : name);
	fd = open(file, O_WRONLY | O_CLOEXEC);
	if (fd < 0 || write(fd, "1", 1) != 1)
		die(file);
	close(fd);
}

int line_open(const char *name)
{
	const char *other = getenv("ptictl_takings");	/* a kernel parameter */
	int fd = open_raw(name);

	interrupt_always(name);
	takings = open_raw(other ? other : "ptictl_takings");
	return fd;
}

void line_taken(size_t n)
{
	for (untold += n; untold >= LINE_UNIT; untold -= LINE_UNIT)
		if (write(takings, "", 1) != 1)
			die("telling what was taken");
}
