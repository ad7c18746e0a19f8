// SPDX-License-Identifier: Apache-2.0
/* The state of this process, which the command inherits over execve. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>

#include "launcher.h"

#define CONTROL "/proc/sys/kernel/pti_optout"

/* asm/prctl.h of a kernel with the feature */
enum { ARCH_PTI_GET = 0x6001, ARCH_PTI_SET = 0x6002 };
enum { ON, OFF, OFF_NOEXEC, FORCED, NOT_IN_USE };

#define get() syscall(SYS_arch_prctl, ARCH_PTI_GET, 0L)

/* For a second: EBUSY passes, another process still shares our memory (vfork) or writes to it. */
static int set(long state)
{
	const struct timespec pause = { .tv_nsec = 10 * 1000 * 1000 };

	for (int tries = 100;; tries--) {
		if (syscall(SYS_arch_prctl, ARCH_PTI_SET, state) == 0)
			return 0;
		if (errno != EBUSY || tries == 0)
			return errno;
		nanosleep(&pause, NULL);
	}
}

static bool file_has(const char *path, const char *text)
{
	char content[4096] = "";
	int file = open(path, O_RDONLY | O_CLOEXEC);
	bool filled = file >= 0 && read(file, content, sizeof(content) - 1) > 0;

	close(file); /* or of nothing */
	return filled && strstr(content, text);
}

static const char *reason(int error)
{
	if (error == EBUSY)
		return "another process shares its memory, or is writing to it; try again";
	if (error != EPERM && error != ENOSYS) /* the latter by a filter that hides the call */
		return error ? strerror(error) : "the kernel did not keep what was set";
	if (get() == FORCED)
		return "isolation is forced (ptictl protect --forever) and cannot be left";
	if (!may_opt_out())
		return "that needs CAP_PAYLOAD or CAP_SYS_RAWIO; run it as root, with --user=NAME "
		       "if the command is to be another user's";
	if (!file_has("/proc/self/uid_map", "4294967295"))
		return "capabilities in a user namespace do not count; run it outside";
	if (file_has(CONTROL, "0"))
		return "switched off here (kernel.pti_optout is 0); boot with pti_optout=on";
	if (file_has("/sys/kernel/security/lockdown", "[confidentiality]"))
		return "the kernel is locked down; boot without lockdown=confidentiality";
	if (!file_has("/proc/self/status", "\nTracerPid:\t0\n"))
		return "a process without the capability traces it; detach that";
	return "not permitted by the kernel (seccomp, or a security module)";
}

/* Sets @wanted and reads it back. @return what stands against executing the command, or NULL */
static const char *change(long wanted, bool verbose)
{
	int error;
	long state;

	/* Other kernels may use the numbers of these calls for something else. */
	if (access(CONTROL, F_OK))
		return access("/proc/self", F_OK) ? "/proc is not mounted; mount it" :
			"the kernel lacks the control (" CONTROL "); boot one of ptictl kernel build";
	error = set(wanted);
	state = get();
	if (state != NOT_IN_USE && state != wanted && !(wanted == ON && state == FORCED))
		return reason(error);
	if (verbose)
		tell("page-table isolation is %s", state == OFF ? "off" : "not in use on this machine");
	return NULL;
}

void isolate(const struct request *request)
{
	long wanted = !request->protect ? OFF : request->forever ? FORCED : ON;
	const char *why = change(wanted, request->verbose);

	if (why && !request->best_effort)
		die(FAILED, "cannot execute %s %s page-table isolation: %s", *request->command,
		    request->protect ? "under" : "without", why);
	if (why)
		tell("warning: %s runs with page-table isolation: %s", *request->command, why);
}
