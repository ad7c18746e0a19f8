// SPDX-License-Identifier: Apache-2.0
/* One command started, as a login would: own session, nothing inherited. */
#include "guest.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

struct ends {
	int in, out, err;	/* the child's */
	bool tty;
};

void set_window_size(int fd, unsigned int rows, unsigned int columns)
{
	struct winsize size = { .ws_row = rows, .ws_col = columns };

	ioctl(fd, TIOCSWINSZ, &size);
}

static void default_signals(void)
{
	sigset_t none;

	for (int s = 1; s < NSIG; s++)
		signal(s, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

static void tell(int report, enum stage stage)
{
	struct report r = { stage, errno };

	if (write(report, &r, sizeof(r)) < 0)
		_exit(127);
}

static bool take_ids(const struct start *s, const gid_t *groups)
{
	if (!(s->flags & START_IDS))
		return true;
	return setgroups(s->ngroups, groups) == 0 &&
	       setresgid(s->gid, s->gid, s->gid) == 0 &&
	       setresuid(s->uid, s->uid, s->uid) == 0;
}

static bool take_cpus(const struct start *s)
{
	uint64_t wanted = s->cpus_low | (uint64_t)s->cpus_high << 32;
	cpu_set_t set;

	if (!(s->flags & START_AFFINITY))
		return true;
	CPU_ZERO(&set);
	for (int cpu = 0; cpu < 64; cpu++)
		if (wanted >> cpu & 1)
			CPU_SET(cpu, &set);
	return sched_setaffinity(0, sizeof(set), &set) == 0;
}

static bool take_files(const struct ends *e)
{
	if (e->tty && ioctl(e->in, TIOCSCTTY, 0) < 0)
		return false;
	return dup2(e->in, 0) == 0 && dup2(e->out, 1) == 1 &&
	       dup2(e->err, 2) == 2;
}

static _Noreturn void child(const struct command *c, const struct ends *e,
			    int report)
{
	setsid();
	default_signals();
	umask(022);
	if (!take_files(e) || !take_cpus(&c->start) ||
	    !take_ids(&c->start, c->groups)) {
		tell(report, STAGE_PREPARE);
		_exit(125);
	}
	if (chdir(c->directory) < 0) {
		tell(report, STAGE_DIRECTORY);
		if (chdir("/") < 0)
			_exit(125);
	}
	environ = c->envp;	/* execvp searches the PATH found there */
	execvp(c->argv[0], c->argv);
	tell(report, STAGE_EXEC);
	_exit(127);
}

/* Descriptors 0 to 2 are always taken (the console), so dup2 never meets itself. */
static int open_terminal(const struct start *s, struct ends *theirs,
			 struct spawned *ours)
{
	int number, unlock = 0;
	char name[32];

	ours->out = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	if (ours->out < 0)
		return -1;
	ours->in = ours->out;
	if (ioctl(ours->out, TIOCSPTLCK, &unlock) < 0 ||
	    ioctl(ours->out, TIOCGPTN, &number) < 0)
		return -1;
	snprintf(name, sizeof(name), "/dev/pts/%d", number);
	theirs->tty = true;
	theirs->in = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
	theirs->out = theirs->err = theirs->in;
	if (theirs->in < 0)
		return -1;
	set_window_size(theirs->in, s->rows, s->columns);
	if (s->flags & START_IDS)
		return fchown(theirs->in, s->uid, -1);
	return 0;
}

static int open_pipe(int *ours, int *theirs, bool we_write)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) < 0)
		return -1;
	*ours = ends[we_write];
	*theirs = ends[!we_write];
	return fcntl(*ours, F_SETFL, O_NONBLOCK);
}

static int open_files(const struct start *s, struct ends *theirs,
		      struct spawned *ours)
{
	bool tty = s->flags & START_TTY;

	if (tty) {
		if (open_terminal(s, theirs, ours) < 0)
			return -1;
	} else if (open_pipe(&ours->in, &theirs->in, true) < 0 ||
		   open_pipe(&ours->out, &theirs->out, false) < 0) {
		return -1;
	}
	if (tty && !(s->flags & START_STDERR))
		return 0;
	return open_pipe(&ours->err, &theirs->err, false);
}

static void close_both(int a, int b)
{
	if (a >= 0)
		close(a);
	if (b >= 0 && b != a)
		close(b);
}

static void close_theirs(struct ends *e)
{
	close_both(e->in, e->out);
	if (e->err != e->in)
		close_both(e->err, -1);
}

/* 0, or -1 with errno set and nothing left behind. */
int spawn(const struct command *c, struct spawned *s)
{
	struct ends theirs = { -1, -1, -1, false };
	int report = -1, saved;

	*s = (struct spawned){ -1, -1, -1, -1, -1 };
	if (open_files(&c->start, &theirs, s) == 0 &&
	    open_pipe(&s->report, &report, false) == 0)
		s->pid = fork();
	if (s->pid == 0)
		child(c, &theirs, report);
	saved = errno;
	close_theirs(&theirs);
	close_both(report, -1);
	if (s->pid > 0)
		return 0;
	close_both(s->in, s->out);
	close_both(s->err, s->report);
	errno = saved;
	return -1;
}
