/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ptictl run and protect: like nice(1), without a JVM, they leave everything of the command as it
 * was but its isolation. All other commands are done by Java.
 */
#include <stdbool.h>
#include <unistd.h>

/* Exit statuses, as those of nice(1) and io.ptictl.report.ExitStatus. */
enum { UNSUPPORTED = 3, FAILED = 125, NOT_EXECUTABLE = 126, NOT_FOUND = 127 };

struct request {
	const char *name; /* as typed: "ptictl run", "nopti", ... */
	bool protect;     /* else run */
	bool verbose, best_effort, forever;
	const char *user, *group; /* NULL: unchanged */
	char **command;
};

/* What fails in one of these is told, and ends the process before anything was executed. */
void parse(struct request *request, char **args);
void change_identity(const char *user, const char *group);
void isolate(const struct request *request);
void drop_capability(void);
_Noreturn void start_java(char **args);

bool may_opt_out(void);
void tell(const char *format, ...) __attribute__((format(printf, 1, 2)));
#define die(status, ...) (tell(__VA_ARGS__), _exit(status))
