// SPDX-License-Identifier: GPL-2.0
/* CAP_PAYLOAD as a file capability: the program starts opted out, if ... */
#include "pti_optout.h"

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/stat.h>

static char path[64];

static void make_marked(bool effective)
{
	snprintf(path, sizeof(path), "%s/marked", scratch);
	copy_file(self_path, path, 0755);
	mark(path, CAP(CAP_PAYLOAD), effective);
}

static void starts_opted_out(void)
{
	make_marked(false);
	become(NOBODY, 0);
	CHECK_EQ(exec_state(self_path), ARCH_PTI_ON);
	CHECK_EQ(exec_state(path), ARCH_PTI_OFF);
	CHECK_EQ(pti_get(), ARCH_PTI_ON);
}

static void effective_does_too(void)
{
	make_marked(true);
	become(NOBODY, 0);
	CHECK_EQ(exec_state(path), ARCH_PTI_OFF);
}

static void root_too(void)
{
	make_marked(false);
	CHECK_EQ(exec_state(path), ARCH_PTI_OFF);
	CHECK_EQ(exec_state(self_path), ARCH_PTI_ON);
}

static void other_capabilities_do_not(void)
{
	make_marked(false);
	mark(path, CAP(CAP_SYS_RAWIO), true);
	CHECK_EQ(exec_state(path), ARCH_PTI_ON);
	become(NOBODY, 0);
	CHECK_EQ(exec_state(path), ARCH_PTI_ON);
}

static void script_does_not(void)
{
	char script[64];
	FILE *f;

	make_marked(false);
	snprintf(script, sizeof(script), "%s/script", scratch);
	f = fopen(script, "w");
	CHECK(f);
	fprintf(f, "#!%s\n", path);
	CHECK(!fclose(f));
	CHECK(!chmod(script, 0755));
	CHECK_EQ(exec_state(script), ARCH_PTI_ON);
	become(NOBODY, 0);
	CHECK_EQ(exec_state(script), ARCH_PTI_ON);
	CHECK_EQ(exec_state(path), ARCH_PTI_OFF);
}

#define BINFMT "/proc/sys/fs/binfmt_misc"

/* With the credentials of the file (C), and the interpreter marked as well */
static void binfmt_misc_does_not(void)
{
	char rule[128], data[64];
	FILE *f;
	int fd;

	make_marked(false);
	CHECK(!unshare(CLONE_NEWNS));
	CHECK(!mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL));
	SKIP_IF(mount("binfmt_misc", BINFMT, "binfmt_misc", 0, NULL),
		"no binfmt_misc");
	fd = open(BINFMT "/register", O_WRONLY);
	CHECK(fd >= 0);
	snprintf(rule, sizeof(rule), ":pti_optout:M::PTIOPTOUT::%s:C", path);
	CHECK_EQ(write_fd(fd, rule), 0);

	snprintf(data, sizeof(data), "%s/data", scratch);
	f = fopen(data, "w");
	CHECK(f && fputs("PTIOPTOUT", f) >= 0 && !fclose(f));
	CHECK(!chmod(data, 0755));
	CHECK_EQ(exec_state(data), ARCH_PTI_ON);
	mark(data, CAP(CAP_PAYLOAD), false);
	CHECK_EQ(exec_state(data), ARCH_PTI_ON);

	fd = open(BINFMT "/pti_optout", O_WRONLY);
	CHECK_EQ(write_fd(fd, "-1"), 0);
}

static void nosuid_does_not(void)
{
	make_marked(false);
	CHECK(!unshare(CLONE_NEWNS));
	CHECK(!mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL));
	CHECK(!mount(NULL, scratch, NULL, MS_REMOUNT | MS_BIND | MS_NOSUID,
		     NULL));
	CHECK_EQ(exec_state(path), ARCH_PTI_ON);
	become(NOBODY, 0);
	CHECK_EQ(exec_state(path), ARCH_PTI_ON);
}

static void no_new_privs_does_not(void)
{
	make_marked(false);
	CHECK(!prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
	CHECK_EQ(exec_state(path), ARCH_PTI_ON);
	become(NOBODY, 0);
	CHECK_EQ(exec_state(path), ARCH_PTI_ON);
}

static void bounding_set_does_not(void)
{
	make_marked(false);
	CHECK(!prctl(PR_CAPBSET_DROP, CAP_PAYLOAD, 0, 0, 0));
	become(NOBODY, 0);
	CHECK_EQ(exec_state(path), ARCH_PTI_ON);
}

static void user_namespace_does_not(void)
{
	make_marked(false);
	CHECK(!unshare(CLONE_NEWUSER));
	CHECK_EQ(exec_state(path), ARCH_PTI_ON);
}

static void forced_stays(void)
{
	make_marked(false);
	CHECK_EQ(pti_set(ARCH_PTI_FORCED), 0);
	CHECK_EQ(exec_state(path), ARCH_PTI_FORCED);
	become(NOBODY, 0);
	CHECK_EQ(exec_state(path), ARCH_PTI_FORCED);
}

static void traced_exec(void)
{
	CHECK(!ptrace(PTRACE_TRACEME, 0, 0, 0));
	exec_now(path);
}

/* Runs a traced child to its end. */
static int trace_to_end(pid_t pid)
{
	int status;

	for (;;) {
		CHECK(waitpid(pid, &status, 0) == pid);
		if (WIFEXITED(status))
			return WEXITSTATUS(status);
		CHECK(WIFSTOPPED(status));
		ptrace(PTRACE_CONT, pid, 0, 0);
	}
}

static void tracer_decides(void)
{
	make_marked(false);
	/* root traces: with the capability, then without */
	CHECK_EQ(trace_to_end(start(traced_exec)), ARCH_PTI_OFF);
	caps_keep(ALL & ~CAP(CAP_PAYLOAD) & ~CAP(CAP_SYS_RAWIO));
	CHECK_EQ(trace_to_end(start(traced_exec)), ARCH_PTI_ON);
	become(NOBODY, 0);
	CHECK_EQ(trace_to_end(start(traced_exec)), ARCH_PTI_ON);
}

const struct test mark_tests[] = {
	{ "a marked program starts opted out", starts_opted_out },
	{ "marked effective as well", effective_does_too },
	{ "and for root, but nothing unmarked", root_too },
	{ "other file capabilities are no mark", other_capabilities_do_not },
	{ "no script of a marked interpreter", script_does_not },
	{ "nothing by binfmt_misc", binfmt_misc_does_not },
	{ "not on a nosuid mount", nosuid_does_not },
	{ "not with no_new_privs", no_new_privs_does_not },
	{ "not without the bounding set", bounding_set_does_not },
	{ "not in a user namespace", user_namespace_does_not },
	{ "not if isolation is forced", forced_stays },
	{ "only with a tracer who has the capability", tracer_decides },
	{ }
};
