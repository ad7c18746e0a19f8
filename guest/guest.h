/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lab's guest program: init of a booted lab kernel, and server of the
 * channel by which the host starts commands in it. The same binary, started
 * on the host, guards an emulator (guard.c).
 *
 * The channel carries frames both ways: a header, then LENGTH bytes. Numbers
 * are little-endian. Several sessions (commands) share it, told apart by an
 * id that the host chooses. Data flow only against credit, per session and
 * direction, so that neither a command that does not read nor a sink that
 * does not drain delays another session, or a signal.
 */
#ifndef GUEST_H
#define GUEST_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

#define PROTOCOL_VERSION 1
#define WINDOW (256 * 1024)		/* credit that both ends begin with */
#define MAX_FRAME (8 * 1024 * 1024)	/* a START holds argv and environment */
#define MAX_SESSIONS 256

struct header {
	uint32_t type;
	uint32_t session;
	uint32_t length;
};

enum to_guest {
	START = 1,	/* struct start, groups, cwd, argv, environment */
	STDIN,		/* bytes; at most the credit */
	STDIN_EOF,
	SIGNAL,		/* number; to the command's process group */
	WINSIZE,	/* rows, columns */
	OUT_CREDIT,	/* bytes of output that the host has taken */
	OUT_CLOSE,	/* 1 or 2: nobody reads this stream any more */
};

enum to_host {
	HELLO = 65,	/* protocol version; 1 if the clocks are good */
	STARTED,	/* pid, errno of entering the directory or 0 */
	FAILED,		/* enum stage, errno */
	STDOUT,		/* bytes */
	STDERR,		/* bytes */
	EXITED,		/* wait status; nothing of this session follows */
	IN_CREDIT,	/* bytes of input that the command has taken */
};

enum start_flags {
	START_TTY = 1,		/* a pseudo terminal for 0, 1 (and 2) */
	START_STDERR = 2,	/* even so, 2 is a pipe of its own */
	START_IDS = 4,		/* take uid, gid and groups */
	START_AFFINITY = 8,	/* take cpus */
};

struct start {
	uint32_t flags;
	uint32_t rows, columns;
	uint32_t uid, gid, ngroups;
	uint32_t cpus_low, cpus_high;
	uint32_t argc, envc;
};

/* What a child reports on its way to execve; silence is success. */
enum stage { STAGE_DIRECTORY = 1, STAGE_PREPARE, STAGE_EXEC };
struct report {
	uint32_t stage;
	uint32_t error;
};

/* start.c: a START frame taken apart; the pointers lead into the frame. */
struct command {
	struct start start;
	const gid_t *groups;
	const char *directory;
	char **argv;
	char **envp;
};
bool command_parse(struct command *c, char *frame, size_t length);
void command_free(struct command *c);

/* spawn.c */
struct spawned {
	pid_t pid;
	int in, out, err;	/* our ends; in == out for a terminal */
	int report;		/* struct report, end of file at execve */
};
int spawn(const struct command *c, struct spawned *s);
void set_window_size(int fd, unsigned int rows, unsigned int columns);

/* channel.c */
void channel_open(void);
int channel_fd(void);
bool channel_pending(void);
void channel_flush(void);
size_t channel_room(void);	/* payload bytes a data frame may have now */
char *channel_payload(void);	/* where to put them */
void channel_commit(uint32_t type, uint32_t session, size_t length);
void channel_send(uint32_t type, uint32_t session, const void *data,
		  size_t length);
void channel_receive(void);	/* calls session_frame() per frame */

/* session.c */
void session_frame(const struct header *h, char *payload);
size_t session_poll_prepare(struct pollfd *fds);	/* 4 per session */
void session_poll_handle(const struct pollfd *fds, size_t n);
void session_exited(pid_t pid, int status);

/* capabilities.c: of the host's files. List on the host; open and set in the guest. */
void capabilities_list(const char *directory);
FILE *capabilities_open(void);
void capabilities_set(FILE *list);

/* clocks.c, tsc.c */
bool clocks_good(void);
char *tsc_fill_in(char *argument);

/* line.c: the channel under Bochs. One byte of the other line stands for so many. */
#define LINE_UNIT 8
int line_open(const char *name);
void line_taken(size_t n);

/* bochs.c: on the host, for the guard */
#define BOCHS_POLLED 3
bool bochs_prepare(const char *directory, char **arguments);
void bochs_streams(void);
void bochs_poll_prepare(struct pollfd *fds);
bool bochs_poll_handle(const struct pollfd *fds);
void bochs_drain(void);

/* init.c: the serial port that is the channel under Bochs, or NULL */
const char *serial_port(void);

/* mounts.c, init.c, guard.c */
void mount_everything(void);
_Noreturn void die(const char *what);
_Noreturn void end_machine(void);
int guard(char **argv);

#endif
