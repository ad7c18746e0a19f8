// SPDX-License-Identifier: Apache-2.0
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "launcher.h"

/* One line on standard error, by one write. */
void tell(const char *format, ...)
{
	char line[8192] = "ptictl: ";
	size_t end = strlen(line);
	va_list args;

	va_start(args, format);
	vsnprintf(line + end, sizeof(line) - end - 1, format, args);
	va_end(args);
	/* A file's name may hold anything; a terminal must not obey it. */
	for (; line[end]; end++)
		if ((unsigned char)line[end] < ' ' || line[end] == 0x7f)
			line[end] = '?';
	line[end++] = '\n';
	if (write(STDERR_FILENO, line, end) < 0)
		return; /* nobody listens */
}

static _Noreturn void execute(struct request request, char **args)
{
	parse(&request, args);
	if (request.user || request.group)
		change_identity(request.user, request.group);
	isolate(&request);
	drop_capability();
	execvp(*request.command, request.command);
	die(errno == ENOENT ? NOT_FOUND : NOT_EXECUTABLE, "failed to execute %s: %s",
	    *request.command, strerror(errno));
}

int main(int count, char **args)
{
	const char *slash = strrchr(args[0], '/'), *name = slash ? slash + 1 : args[0];

	if (!strcmp(name, "nopti"))
		execute((struct request){ .name = "nopti" }, args + 1);
	if (!strcmp(name, "pti"))
		execute((struct request){ .name = "pti", .protect = true }, args + 1);
	if (count > 1 && !strcmp(args[1], "run"))
		execute((struct request){ .name = "ptictl run" }, args + 2);
	if (count > 1 && !strcmp(args[1], "protect"))
		execute((struct request){ .name = "ptictl protect", .protect = true }, args + 2);
	start_java(args + 1);
}
