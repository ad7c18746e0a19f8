// SPDX-License-Identifier: Apache-2.0
/*
 * actor DIRECTORY PERFORMER: plays the sequences of standard input, one a line:
 *
 *   play EVENTS       plays it, and clears it away
 *   hold EVENTS       the same, but keeps it: number 0, then 1 and so on
 *   go NUMBER EVENTS  goes on with one that is kept
 *
 * Each line is answered with one: for each event, separated by semicolons, its
 * error number and, for each task, NUMBER=, then one digit for arch_prctl's
 * state, two for prctl's, one each for that of /proc/TID/status and of
 * /proc/PID/page_table_isolation, and bit 12 of the CR3 of its last entry; "-"
 * stands for what cannot be seen. Where it cannot go on, a word says why: a task
 * is "silent", or the event is "impossible".
 *
 * Events are those of ptictl whatif, each with the number of who does it.
 * "look" is none: nobody does anything.
 */
#include "actor.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_HELD 1024

static const char *directory;
static struct stage *held[MAX_HELD];
static int n_held;

_Noreturn void die(const char *what)
{
	fflush(stdout);
	perror(what);
	exit(1);
}

static void set(const char *file, const char *value)
{
	int fd = open(file, O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, value, strlen(value)) < 0)
		die(file);
	close(fd);
}

/*
 * Nothing of the machine is to stand in the way of what a sequence does. The
 * actor itself opts out, where it may: so it costs half as much. What it
 * executes is isolated.
 */
static void prepare(void)
{
	const struct rlimit files = { 65536, 65536 };	/* 7 a task */
	sigset_t all;

	setrlimit(RLIMIT_NOFILE, &files);
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, NULL);
	umask(022);
	if (prctl(PR_SET_CHILD_SUBREAPER, 1))
		die("PR_SET_CHILD_SUBREAPER");
	set("/proc/sys/vm/unprivileged_userfaultfd", "1");
	set("/proc/sys/user/max_user_namespaces", "100000");
	sys(SYS_arch_prctl, ARCH_PTI_SET, 2);
}

static void play(char *events)
{
	static struct stage *stage;

	if (!stage)
		stage = stage_new(directory);
	stage_begin(stage);
	stage_play(stage, events);
	stage_clear(stage);
}

static void hold(char *events)
{
	if (n_held == MAX_HELD)
		die("too many sequences to keep");
	held[n_held] = stage_new(directory);
	stage_begin(held[n_held]);
	stage_play(held[n_held++], events);
}

static void go_on(char *words)
{
	int number = atoi(strsep(&words, " "));

	if (number < 0 || number >= n_held || !words)
		die("no such sequence");
	stage_play(held[number], words);
}

static bool more_input(void)
{
	struct pollfd in = { .fd = 0, .events = POLLIN };

	return poll(&in, 1, 0) == 1;
}

static void serve(void)
{
	char *line = NULL, *rest, *word;
	size_t size = 0;
	ssize_t n;

	while ((n = getline(&line, &size, stdin)) > 0) {
		line[n - (line[n - 1] == '\n')] = 0;
		rest = line;
		word = strsep(&rest, " ");
		if (rest && !strcmp(word, "play"))
			play(rest);
		else if (rest && !strcmp(word, "hold"))
			hold(rest);
		else if (rest && !strcmp(word, "go"))
			go_on(rest);
		else
			die("a line that means nothing");
		if (!more_input())
			fflush(stdout);
	}
	free(line);
}

int main(int argc, char **argv)
{
	if (argc != 3) {
		fprintf(stderr, "usage: actor DIRECTORY PERFORMER\n");
		return 2;
	}
	directory = argv[1];
	prepare();
	files_make(directory, argv[2]);
	serve();
	return 0;
}
