// SPDX-License-Identifier: Apache-2.0
/* A START frame, taken apart. */
#include "guest.h"

#include <stdlib.h>
#include <string.h>

/* One NUL-terminated string, or NULL if the frame is cut short. */
static char *next_string(char **at, const char *end)
{
	char *s = *at;
	char *nul = s < end ? memchr(s, 0, end - s) : NULL;

	if (!nul)
		return NULL;
	*at = nul + 1;
	return s;
}

static char **strings(uint32_t n, char **at, const char *end)
{
	char **list;

	if (n > (size_t)(end - *at))
		return NULL;
	list = calloc(n + 1, sizeof(*list));
	for (uint32_t i = 0; list && i < n; i++) {
		list[i] = next_string(at, end);
		if (!list[i]) {
			free(list);
			return NULL;
		}
	}
	return list;
}

bool command_parse(struct command *c, char *frame, size_t length)
{
	char *at = frame + sizeof(c->start);
	char *end = frame + length;

	memset(c, 0, sizeof(*c));
	if (length < sizeof(c->start))
		return false;
	memcpy(&c->start, frame, sizeof(c->start));
	if (c->start.ngroups > (end - at) / sizeof(gid_t))
		return false;
	/* The frame's place in the buffer may be odd; gid_t wants to be aligned. */
	c->groups = malloc((c->start.ngroups + 1) * sizeof(gid_t));
	if (!c->groups)
		return false;
	memcpy((void *)c->groups, at, c->start.ngroups * sizeof(gid_t));
	at += c->start.ngroups * sizeof(gid_t);
	c->directory = next_string(&at, end);
	c->argv = strings(c->start.argc, &at, end);
	c->envp = strings(c->start.envc, &at, end);
	return c->directory && c->argv && c->envp && c->start.argc > 0;
}

void command_free(struct command *c)
{
	free((void *)c->groups);
	free(c->argv);
	free(c->envp);
}
