// SPDX-License-Identifier: Apache-2.0
/* Frames over a virtio-serial port, or over a serial line. */
#include "guest.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
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

void channel_open(void)
{
	if (serial_port())
		port = line_open(serial_port());
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
		if (serial_port())
			line_taken(n);
		in_used += n;
		dispatch();
	}
}
