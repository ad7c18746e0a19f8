// SPDX-License-Identifier: Apache-2.0
/* Frames over a virtio-serial port, or over a serial line. */
#include "guest.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/serial.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#define PORT "/dev/vport0p1"
#define OUT_SIZE (256 * 1024)
#define DATA_MAX (32 * 1024)	/* virtio's driver takes no more in one write */
#define RESERVE 4096		/* for frames that are not data */

static int port = -1;

static char out[OUT_SIZE];
static size_t out_start, out_end;

static char *in;
static size_t in_used, in_size;

/* The port appears by itself, shortly after its device. */
static void open_port(void)
{
	for (int tries = 0; tries < 20000; tries++) {
		port = open(PORT, O_RDWR | O_NONBLOCK | O_CLOEXEC);
		if (port >= 0)
			break;
		usleep(500);
	}
	if (port < 0)
		die("opening " PORT);
}

static void open_line(const char *name)
{
	port = open(name, O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (port < 0)
		die(name);
}

/*
 * Used as a 16450, the port has no queue, and Bochs takes a byte from the host
 * only when the one before has been read: nothing is lost. Into the queue of a
 * 16550 it would put one each 87 microseconds, whether there is room or not.
 */
static void without_queue(const char *name)
{
	struct serial_struct kind;

	open_line(name);
	if (ioctl(port, TIOCGSERIAL, &kind) < 0)
		die(name);
	kind.type = PORT_16450;
	if (ioctl(port, TIOCSSERIAL, &kind) < 0)
		die(name);
	close(port);	/* as it is open now, it cannot be written to any more */
}

static void set_up_line(const char *name)
{
	struct termios mode;

	without_queue(name);
	open_line(name);
	if (tcgetattr(port, &mode) < 0)
		die(name);
	cfmakeraw(&mode);
	cfsetspeed(&mode, B115200);
	mode.c_cflag |= CLOCAL;
	if (tcsetattr(port, TCSANOW, &mode) < 0)
		die(name);
}

void channel_open(void)
{
	if (serial_port())
		set_up_line(serial_port());
	else
		open_port();
	in_size = 64 * 1024;
	in = malloc(in_size);
	if (!in)
		die("a buffer");
}

int channel_fd(void)
{
	return port;
}

bool channel_pending(void)
{
	return out_end > out_start;
}

void channel_flush(void)
{
	while (out_end > out_start) {
		size_t n = out_end - out_start;
		ssize_t done = write(port, out + out_start,
				     n < DATA_MAX ? n : DATA_MAX);

		if (done < 0 && errno == EAGAIN)
			return;
		if (done < 0 && errno != EINTR)
			end_machine();	/* the host is gone */
		if (done > 0)
			out_start += done;
	}
	out_start = out_end = 0;
}

static size_t tail_room(size_t reserve)
{
	size_t need = sizeof(struct header) + reserve;

	if (out_start && OUT_SIZE - out_end < need + DATA_MAX) {
		memmove(out, out + out_start, out_end - out_start);
		out_end -= out_start;
		out_start = 0;
	}
	return OUT_SIZE - out_end > need ? OUT_SIZE - out_end - need : 0;
}

size_t channel_room(void)
{
	size_t room = tail_room(RESERVE * 4);

	return room < DATA_MAX ? room : DATA_MAX;
}

char *channel_payload(void)
{
	return out + out_end + sizeof(struct header);
}

void channel_commit(uint32_t type, uint32_t session, size_t length)
{
	struct header h = { type, session, length };

	memcpy(out + out_end, &h, sizeof(h));
	out_end += sizeof(h) + length;
}

/* A small frame. Data leave room for these; should it end, the host waits. */
void channel_send(uint32_t type, uint32_t session, const void *data,
		  size_t length)
{
	while (tail_room(length) == 0) {
		channel_flush();
		if (tail_room(length) == 0)
			usleep(1000);
	}
	memcpy(channel_payload(), data, length);
	channel_commit(type, session, length);
}

static void dispatch(void)
{
	size_t at = 0;
	struct header h = { 0 };

	while (in_used - at >= sizeof(h)) {
		memcpy(&h, in + at, sizeof(h));
		if (h.length > MAX_FRAME)
			end_machine();
		if (in_used - at - sizeof(h) < h.length)
			break;
		session_frame(&h, in + at + sizeof(h));
		at += sizeof(h) + h.length;
		h.length = 0;
	}
	memmove(in, in + at, in_used - at);
	in_used -= at;
	if (sizeof(h) + h.length > in_size) {
		in_size = sizeof(h) + h.length;
		in = realloc(in, in_size);
		if (!in)
			die("a frame");
	}
}

void channel_receive(void)
{
	for (;;) {
		ssize_t n = read(port, in + in_used, in_size - in_used);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			return;
		if (n <= 0)
			end_machine();	/* the host has closed its end */
		in_used += n;
		dispatch();
	}
}
