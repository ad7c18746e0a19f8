// SPDX-License-Identifier: Apache-2.0
/*
 * On the host, what Bochs needs of its guard: a ROM that enters the kernel,
 * and pseudo terminals, for Bochs' serial ports can use neither a pipe nor a
 * descriptor that they are given. The guard copies between one and the
 * channel's ends, its own standard input and output. By the other the guest
 * tells what it has taken (line.c).
 */
#include "guest.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define ROM_FILE "rom"
#define PATIENCE_MS 1000
#define QUEUE 16	/* bytes that the receiver of a 16550 holds */

static struct flow {
	int from, to;
	size_t start, end;
	char bytes[64 * 1024];
} flows[2];

static int takings;
static size_t on_its_way;	/* to the guest: what it has not taken yet, as far as it told */

#ifdef __x86_64__
extern const unsigned char rom_start[], rom_end[];

static bool write_rom(void)
{
	size_t n = rom_end - rom_start;
	unsigned char rom[n];
	FILE *file = fopen(ROM_FILE, "we");

	memcpy(rom, rom_start, n);
	for (size_t i = 0; i < n - 1; i++)
		rom[n - 1] -= rom[i];	/* the BIOS wants a sum of 0 */
	return file && fwrite(rom, n, 1, file) == 1 && fclose(file) == 0;
}
#else
static bool write_rom(void)
{
	errno = ENOEXEC;
	return false;
}
#endif

static int open_terminal(void)
{
	struct termios mode;
	int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
	const char *name;
	int slave;

	if (master < 0 || grantpt(master) < 0 || unlockpt(master) < 0)
		return -1;
	name = ptsname(master);
	/* Stays open, so that the terminal is not hung up before Bochs is there. */
	slave = name ? open(name, O_RDWR | O_NOCTTY | O_CLOEXEC) : -1;
	if (slave < 0 || tcgetattr(slave, &mode) < 0)
		return -1;
	cfmakeraw(&mode);
	return tcsetattr(slave, TCSANOW, &mode) < 0 ? -1 : master;
}

/* In the argument that names the port; it is not freed. */
static void fill_in(char **argument, const char *word, const char *name)
{
	char *at = strstr(*argument, word), *filled;

	if (at && asprintf(&filled, "%.*s%s%s", (int)(at - *argument),
			   *argument, name, at + strlen(word)) >= 0)
		*argument = filled;
}

/* The terminal that takes the place of the word in the arguments, or -1. */
static int terminal(char **arguments, const char *word)
{
	int master = open_terminal();

	for (char **argument = arguments; master >= 0 && *argument; argument++)
		fill_in(argument, word, ptsname(master));
	return master;
}

/* In the machine's directory, which becomes the current one. */
bool bochs_prepare(const char *directory, char **arguments)
{
	int master;

	if (chdir(directory) < 0 || !write_rom())
		return false;
	master = terminal(arguments, "@PORT@");
	takings = terminal(arguments, "@TAKINGS@");
	if (master < 0 || takings < 0)
		return false;
	flows[0].from = 0;
	flows[0].to = flows[1].from = master;
	flows[1].to = 1;
	signal(SIGPIPE, SIG_IGN);
	fcntl(0, F_SETFL, fcntl(0, F_GETFL) | O_NONBLOCK);
	fcntl(1, F_SETFL, fcntl(1, F_GETFL) | O_NONBLOCK);
	return true;
}

/* In the child: Bochs draws a screen, on no terminal, that nobody looks at. */
void bochs_streams(void)
{
	int null = open("/dev/null", O_RDWR);

	signal(SIGPIPE, SIG_DFL);
	dup2(null, 0);
	dup2(null, 1);
	if (null > 2)
		close(null);
	setenv("TERM", "dumb", 1);
}

/* How much may be written now? */
static size_t room(const struct flow *flow)
{
	return flow == &flows[0] ? QUEUE - on_its_way : sizeof(flow->bytes);
}

static bool stuck(const struct flow *flow)
{
	return flow->end > flow->start && !room(flow);
}

/* Of one that is stuck, only that its source has ended is to be seen. */
void bochs_poll_prepare(struct pollfd *fds)
{
	for (int i = 0; i < 2; i++) {
		struct flow *flow = &flows[i];

		if (stuck(flow))
			fds[i] = (struct pollfd){ .fd = flow->from };
		else if (flow->end > flow->start)
			fds[i] = (struct pollfd){ .fd = flow->to, .events = POLLOUT };
		else
			fds[i] = (struct pollfd){ .fd = flow->from, .events = POLLIN };
	}
	fds[2] = (struct pollfd){ .fd = takings, .events = POLLIN };
}

/* True unless this direction has ended. */
static bool copy(struct flow *flow)
{
	size_t left;
	ssize_t n;

	if (stuck(flow))
		return false;
	if (flow->end == flow->start) {
		n = read(flow->from, flow->bytes, sizeof(flow->bytes));
		flow->start = 0;
		flow->end = n > 0 ? n : 0;
		if (n <= 0)
			return n < 0 && (errno == EAGAIN || errno == EINTR);
	}
	left = flow->end - flow->start;
	n = write(flow->to, flow->bytes + flow->start,
		  left < room(flow) ? left : room(flow));
	if (n < 0)
		return errno == EAGAIN || errno == EINTR;
	flow->start += n;
	if (flow == &flows[0])
		on_its_way += n;
	return true;
}

static void count_takings(void)
{
	char bytes[QUEUE];
	ssize_t n = read(takings, bytes, sizeof(bytes));

	for (; n > 0 && on_its_way >= LINE_UNIT; n--)
		on_its_way -= LINE_UNIT;
}

bool bochs_poll_handle(const struct pollfd *fds)
{
	bool goes_on = (!fds[0].revents || copy(&flows[0])) &&
		       (!fds[1].revents || copy(&flows[1]));

	if (fds[2].revents)
		count_takings();
	return goes_on;
}

/* What it had said when it ended; while somebody listens. */
void bochs_drain(void)
{
	struct pollfd ready = { .fd = 1, .events = POLLOUT };

	while (poll(&ready, 1, PATIENCE_MS) == 1 && copy(&flows[1]) &&
	       flows[1].end > 0)
		;
}
