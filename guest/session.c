// SPDX-License-Identifier: Apache-2.0
/* The commands that run, and what flows to and from them. */
#include "guest.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct session {
	uint32_t id;
	struct spawned to;
	bool tty;
	bool failed;		/* before execve: told already */
	uint32_t directory_error;
	bool exited;
	int status;
	bool eof;		/* close the input once it is written */
	char *input;		/* taken from the host, not yet by the command */
	size_t input_start, input_end;
	size_t credit;		/* output that may be sent */
};

static struct session *sessions[MAX_SESSIONS];

static struct session **slot_of(uint32_t id)
{
	for (size_t i = 0; i < MAX_SESSIONS; i++)
		if (sessions[i] && sessions[i]->id == id)
			return &sessions[i];
	return NULL;
}

static void drop(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* A terminal's one descriptor serves both ways. */
static void drop_input(struct session *s)
{
	if (!s->tty)
		drop(&s->to.in);
	s->to.in = -1;
}

static void send_failed(uint32_t id, enum stage stage, int error)
{
	struct report r = { stage, error };

	channel_send(FAILED, id, &r, sizeof(r));
}

static void begin(uint32_t id, char *payload, size_t length)
{
	struct session **slot = NULL, *s;
	struct command c;

	for (size_t i = 0; i < MAX_SESSIONS && !slot; i++)
		if (!sessions[i])
			slot = &sessions[i];
	s = calloc(1, sizeof(*s));
	if (!slot || !s || slot_of(id)) {
		free(s);
		send_failed(id, STAGE_PREPARE, EAGAIN);
		return;
	}
	errno = EINVAL;
	if (!command_parse(&c, payload, length) || spawn(&c, &s->to) < 0) {
		send_failed(id, STAGE_PREPARE, errno);
		free(s);
	} else {
		s->id = id;
		s->tty = c.start.flags & START_TTY;
		s->credit = WINDOW;
		*slot = s;
	}
	command_free(&c);
}

static void grant(struct session *s, size_t taken)
{
	uint32_t n = taken;

	if (n)
		channel_send(IN_CREDIT, s->id, &n, sizeof(n));
}

static void write_input(struct session *s)
{
	ssize_t n = 0;

	if (s->to.in >= 0 && s->input_end > s->input_start) {
		n = write(s->to.in, s->input + s->input_start,
			  s->input_end - s->input_start);
		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			return;
		if (n < 0)
			drop_input(s);
	}
	if (s->to.in < 0)	/* it reads no more: take all and forget it */
		n = s->input_end - s->input_start;
	s->input_start += n;
	grant(s, n);
	if (s->input_start < s->input_end)
		return;
	s->input_start = s->input_end = 0;
	if (s->eof)
		drop_input(s);
}

static void take_input(struct session *s, const char *data, size_t n)
{
	if (!s->input)
		s->input = malloc(WINDOW + 1);
	if (!s->input || n > WINDOW + 1 - (s->input_end - s->input_start))
		end_machine();	/* the host broke the protocol */
	if (s->input_end + n > WINDOW + 1) {
		memmove(s->input, s->input + s->input_start,
			s->input_end - s->input_start);
		s->input_end -= s->input_start;
		s->input_start = 0;
	}
	memcpy(s->input + s->input_end, data, n);
	s->input_end += n;
	write_input(s);
}

/* A terminal has no end; its reader sees one after Ctrl-D. */
static void end_input(struct session *s)
{
	if (s->tty)
		take_input(s, "\4", 1);
	else
		s->eof = true;
	write_input(s);
}

static void number_frame(struct session *s, uint32_t type, uint32_t n,
			 uint32_t m)
{
	switch (type) {
	case SIGNAL:
		if (!s->exited)
			kill(-s->to.pid, n);
		break;
	case WINSIZE:
		if (s->tty)
			set_window_size(s->to.out, n, m);
		break;
	case OUT_CREDIT:
		s->credit += n;
		break;
	case OUT_CLOSE:
		if (n == 1 && !s->tty)
			drop(&s->to.out);
		else if (n == 2)
			drop(&s->to.err);
		break;
	}
}

void session_frame(const struct header *h, char *payload)
{
	struct session **slot = slot_of(h->session);
	uint32_t numbers[2] = { 0 };

	if (h->type == START) {
		begin(h->session, payload, h->length);
		return;
	}
	if (!slot)
		return;		/* it has ended meanwhile */
	if (h->type == STDIN) {
		take_input(*slot, payload, h->length);
	} else if (h->type == STDIN_EOF) {
		end_input(*slot);
	} else {
		memcpy(numbers, payload, h->length < sizeof(numbers) ?
					 h->length : sizeof(numbers));
		number_frame(*slot, h->type, numbers[0], numbers[1]);
	}
}

/* Nonzero if more may be there. */
static bool read_output(struct session *s, int *fd, uint32_t type)
{
	size_t room = channel_room();
	ssize_t n;

	if (*fd < 0)
		return false;
	if (room > s->credit)
		room = s->credit;
	if (room == 0)
		return true;
	n = read(*fd, channel_payload(), room);
	if (n < 0 && errno == EINTR)
		return true;
	if (n < 0 && errno == EAGAIN)
		return false;
	if (n <= 0) {	/* EIO: a terminal that nobody holds any more */
		if (fd == &s->to.out && s->tty)
			s->to.in = -1;
		drop(fd);
		return false;
	}
	s->credit -= n;
	channel_commit(type, s->id, n);
	return true;
}

static void read_report(struct session *s)
{
	struct report r;
	uint32_t started[2] = { s->to.pid, 0 };
	ssize_t n;

	while ((n = read(s->to.report, &r, sizeof(r))) == sizeof(r)) {
		if (r.stage == STAGE_DIRECTORY) {
			s->directory_error = r.error;
			continue;
		}
		s->failed = true;
		send_failed(s->id, r.stage, r.error);
	}
	if (n < 0)
		return;
	drop(&s->to.report);
	started[1] = s->directory_error;
	if (!s->failed)
		channel_send(STARTED, s->id, started, sizeof(started));
}

/* Once a command has ended, what it wrote is in the pipe: take that, then say so. */
static void finish(struct session **slot)
{
	struct session *s = *slot;
	uint32_t status = s->status;

	if (s->to.report >= 0)
		read_report(s);
	while (s->credit && channel_room() &&
	       read_output(s, &s->to.out, STDOUT))
		;
	while (s->credit && channel_room() &&
	       read_output(s, &s->to.err, STDERR))
		;
	if ((s->to.out >= 0 || s->to.err >= 0) &&
	    (!s->credit || !channel_room()))
		return;
	drop_input(s);
	drop(&s->to.out);
	drop(&s->to.err);
	drop(&s->to.report);
	if (!s->failed)
		channel_send(EXITED, s->id, &status, sizeof(status));
	free(s->input);
	free(s);
	*slot = NULL;
}

/* May queue frames: what ended commands left waits for room, or for credit, that may be there now. */
size_t session_poll_prepare(struct pollfd *fds)
{
	size_t n = 0;
	bool room;

	for (size_t i = 0; i < MAX_SESSIONS; i++)
		if (sessions[i] && sessions[i]->exited)
			finish(&sessions[i]);
	room = channel_room() > 0;
	for (size_t i = 0; i < MAX_SESSIONS; i++) {
		struct session *s = sessions[i];
		bool reading = s && room && s->credit && !s->exited;

		if (!s)
			continue;
		fds[n++] = (struct pollfd){ s->to.report, POLLIN, 0 };
		fds[n++] = (struct pollfd){
			s->input_end > s->input_start ? s->to.in : -1,
			POLLOUT, 0 };
		fds[n++] = (struct pollfd){ reading ? s->to.out : -1, POLLIN, 0 };
		fds[n++] = (struct pollfd){ reading ? s->to.err : -1, POLLIN, 0 };
	}
	return n;
}

void session_poll_handle(const struct pollfd *fds, size_t n)
{
	size_t at = 0;

	for (size_t i = 0; i < MAX_SESSIONS && at < n; i++) {
		struct session *s = sessions[i];

		if (!s)
			continue;
		if (fds[at].revents)
			read_report(s);
		if (fds[at + 1].revents)
			write_input(s);
		if (fds[at + 2].revents)
			read_output(s, &s->to.out, STDOUT);
		if (fds[at + 3].revents)
			read_output(s, &s->to.err, STDERR);
		at += 4;
	}
}

void session_exited(pid_t pid, int status)
{
	for (size_t i = 0; i < MAX_SESSIONS; i++) {
		struct session *s = sessions[i];

		if (!s || s->exited || s->to.pid != pid)
			continue;
		s->exited = true;
		s->status = status;
		finish(&sessions[i]);
		return;
	}
}
