// SPDX-License-Identifier: Apache-2.0
/* What /proc shows of a task. Its files stay open as long as it lives. */
#include "actor.h"

#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TRIES 20000	/* until it blocks, which it is about to do */

static int open_of(pid_t tid, const char *name)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/%s", tid, name);
	return open(path, O_RDONLY | O_CLOEXEC);
}

void view_open(struct view *view, pid_t tid, bool process)
{
	view->status = open_of(tid, "status");
	view->arch_status = open_of(tid, "arch_status");
	view->file = process ? open_of(tid, "page_table_isolation") : -1;
}

static void drop(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

void view_close(struct view *view)
{
	drop(&view->status);
	drop(&view->arch_status);
	drop(&view->file);
}

static const char *read_at_0(int fd, char *text, size_t size)
{
	ssize_t n = pread(fd, text, size - 1, 0);

	text[n > 0 ? n : 0] = 0;
	return text;
}

/* What follows the name, in a text of lines; NULL: no such line. */
static const char *value_of(const char *text, const char *name)
{
	const char *found = strstr(text, name);

	return found ? found + strlen(name) : NULL;
}

/* The number of a state's word, or '?'. */
static char state_of(const char *value)
{
	size_t length = value ? strcspn(value, "\n") : 0;

	for (int i = 0; value && i < 5; i++)
		if (strlen(state_words[i]) == length &&
		    !strncmp(value, state_words[i], length))
			return '0' + i;
	return '?';
}

static bool blocked(const char *status)
{
	const char *state = value_of(status, "\nState:\t");

	return state && (*state == 'S' || *state == 'D');
}

/* The state by status and file, and if it entered the kernel, bit 12 of the CR3. */
void view_print(const struct view *view, bool entered)
{
	char text[4096];
	const char *cr3;
	int tries = TRIES;

	while (read_at_0(view->status, text, sizeof(text)),
	       !blocked(text) && --tries)
		sched_yield();
	putchar(tries ? state_of(value_of(text, "\nPage_Table_Isolation:\t")) :
			'!');
	if (view->file >= 0)
		putchar(state_of(read_at_0(view->file, text, sizeof(text))));
	else
		putchar('-');
	if (!entered) {
		putchar('-');
		return;
	}
	cr3 = value_of(read_at_0(view->arch_status, text, sizeof(text)),
		       "Entry_CR3:\t");
	putchar(cr3 ? '0' + (strtoull(cr3, NULL, 16) >> 12 & 1) : '-');
}
