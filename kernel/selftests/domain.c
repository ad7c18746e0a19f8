// SPDX-License-Identifier: GPL-2.0
/* What ends an opt-out: other ids, more capabilities, another namespace. */
#include "pti_optout.h"

#include <fcntl.h>
#include <grp.h>
#include <sys/fsuid.h>
#include <sys/mount.h>
#include <sys/stat.h>

static void off(void)
{
	CHECK_EQ(pti_set(ARCH_PTI_OFF), 0);
}

static void ids_end_it(void)
{
	off();
	CHECK(!setresgid(-1, NOBODY, -1));
	CHECK_EQ(pti_get(), ARCH_PTI_ON);
	off();
	setfsgid(NOBODY - 1);
	CHECK_EQ(pti_get(), ARCH_PTI_ON);
	off();
	setfsuid(NOBODY);
	CHECK_EQ(pti_get(), ARCH_PTI_ON);
	off();
	CHECK(!setresuid(-1, NOBODY, -1));
	CHECK_EQ(pti_get(), ARCH_PTI_ON);
}

static void noexec_ends_as_well(void)
{
	CHECK_EQ(pti_set(ARCH_PTI_OFF_NOEXEC), 0);
	CHECK(!setuid(NOBODY));
	CHECK_EQ(pti_get(), ARCH_PTI_ON);
}

static void forced_stays(void)
{
	CHECK_EQ(pti_set(ARCH_PTI_FORCED), 0);
	CHECK(!setuid(NOBODY));
	CHECK_EQ(pti_get(), ARCH_PTI_FORCED);
}

static void unchanged_ids_do_not(void)
{
	gid_t group = 7;

	off();
	CHECK(!setuid(0));
	CHECK(!setresuid(0, 0, 0));
	CHECK(!setgroups(1, &group));
	CHECK(!prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
	caps_keep(0);
	CHECK_EQ(pti_get(), ARCH_PTI_OFF);
}

/* Dropping what is in effect is no change, getting it back is one. */
static void more_capabilities_end_it(void)
{
	struct __user_cap_header_struct head = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};
	struct __user_cap_data_struct none[2], data[2];

	CHECK(!syscall(SYS_capget, &head, data));
	memcpy(none, data, sizeof(none));
	off();
	none[0].effective = none[1].effective = 0;
	CHECK(!syscall(SYS_capset, &head, none));
	CHECK_EQ(pti_get(), ARCH_PTI_OFF);
	CHECK(!syscall(SYS_capset, &head, data));
	/* commit_creds() looks at the permitted set, which did not change. */
	CHECK_EQ(pti_get(), ARCH_PTI_OFF);
}

static void setuid_program_ends_it(void)
{
	char path[64];

	snprintf(path, sizeof(path), "%s/setuid", scratch);
	copy_file(self_path, path, 0755);
	CHECK(!chown(path, NOBODY, 0));
	CHECK(!chmod(path, 04755));
	off();
	CHECK_EQ(exec_state(path), ARCH_PTI_ON);
	CHECK_EQ(exec_state(self_path), ARCH_PTI_OFF);
}

static void setgid_program_ends_it(void)
{
	char path[64];

	snprintf(path, sizeof(path), "%s/setgid", scratch);
	copy_file(self_path, path, 0755);
	CHECK(!chown(path, 0, NOBODY));
	CHECK(!chmod(path, 02755));
	off();
	CHECK_EQ(exec_state(path), ARCH_PTI_ON);
}

static void capability_program_ends_it(void)
{
	char path[64];

	snprintf(path, sizeof(path), "%s/capable", scratch);
	copy_file(self_path, path, 0755);
	mark(path, CAP(CAP_NET_RAW), true);
	become(NOBODY, CAP(CAP_PAYLOAD));
	off();
	caps_keep(0);
	CHECK_EQ(exec_state(self_path), ARCH_PTI_OFF);
	CHECK_EQ(exec_state(path), ARCH_PTI_ON);
}

/* No more than there was, and no reset of dumpability, but AT_SECURE */
static void secure_program_ends_it(void)
{
	char path[64];

	snprintf(path, sizeof(path), "%s/capable", scratch);
	copy_file(self_path, path, 0755);
	mark(path, CAP(CAP_NET_RAW), true);
	become(NOBODY, CAP(CAP_PAYLOAD) | CAP(CAP_NET_RAW));
	off();
	caps_keep(CAP(CAP_NET_RAW));
	CHECK_EQ(exec_state(self_path), ARCH_PTI_OFF);
	CHECK_EQ(exec_state(path), ARCH_PTI_ON);
}

static void unshare_ends_it(void)
{
	off();
	CHECK(!unshare(CLONE_NEWUSER));
	CHECK_EQ(pti_get(), ARCH_PTI_ON);
}

static void clone_ends_it_for_the_child(void)
{
	pid_t pid;

	off();
	pid = syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0);
	CHECK(pid >= 0);
	if (!pid)
		_exit(pti_get());
	CHECK_EQ(finish(pid), ARCH_PTI_ON);
	CHECK_EQ(pti_get(), ARCH_PTI_OFF);
}

static struct gate ready, go;

static void stay_in_new_namespace(void)
{
	CHECK(!unshare(CLONE_NEWUSER));
	gate_open(&ready);
	gate_wait(&go);
}

static void setns_ends_it(void)
{
	pid_t pid;
	int fd;

	gate_init(&ready);
	gate_init(&go);
	pid = start(stay_in_new_namespace);
	gate_wait(&ready);
	fd = open_file(pid, "ns/user", O_RDONLY);
	CHECK(fd >= 0);
	off();
	CHECK(!setns(fd, CLONE_NEWUSER));
	CHECK_EQ(pti_get(), ARCH_PTI_ON);
	gate_open(&go);
}

/* Surprising, but safe: they share the mm. */
static void vfork_child_ends_its_parents(void)
{
	pid_t pid;

	off();
	pid = vfork();
	if (!pid) {
		syscall(SYS_setuid, NOBODY);
		_exit(0);
	}
	CHECK_EQ(finish(pid), 0);
	CHECK_EQ(pti_get(), ARCH_PTI_ON);
}

const struct test domain_tests[] = {
	{ "other ids end an opt-out", ids_end_it },
	{ "and one until exec", noexec_ends_as_well },
	{ "but not a forced isolation", forced_stays },
	{ "unchanged ids, groups and fewer rights do not", unchanged_ids_do_not },
	{ "capabilities in effect do not", more_capabilities_end_it },
	{ "a setuid program is isolated", setuid_program_ends_it },
	{ "a setgid program is isolated", setgid_program_ends_it },
	{ "a program that gains capabilities is isolated", capability_program_ends_it },
	{ "so is one that is executed securely only", secure_program_ends_it },
	{ "unshare of the user namespace ends an opt-out", unshare_ends_it },
	{ "clone of the user namespace ends the child's", clone_ends_it_for_the_child },
	{ "setns to a user namespace ends an opt-out", setns_ends_it },
	{ "a child of vfork that changes ids ends its parent's", vfork_child_ends_its_parents },
	{ }
};
