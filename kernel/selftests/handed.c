// SPDX-License-Identifier: GPL-2.0
/*
 * What an unprivileged user opened is the standard output of a program with
 * more privilege, here one that really is setuid root.
 */
#include "pti_optout.h"

#include <fcntl.h>
#include <sys/stat.h>

static volatile char target_bytes[16];
static char setuid_path[64];
static struct gate ready, go;

static void as_nobody(void)
{
	become(NOBODY, 0);
	gate_open(&ready);
	gate_wait(&go);
}

static pid_t start_target(void)
{
	pid_t pid;

	snprintf(setuid_path, sizeof(setuid_path), "%s/say", scratch);
	copy_file(self_path, setuid_path, 0755);
	CHECK(!chmod(setuid_path, 04755));

	gate_init(&ready);
	gate_init(&go);
	pid = start(as_nobody);
	gate_wait(&ready);
	return pid;
}

int say(const char *text)
{
	if (getuid() == geteuid())
		return 255;
	return write_fd(1, text);
}

/* As nobody: the program as root, what it says as that errno */
static int say_as_root(const char *text, int fd)
{
	pid_t pid = fork();

	CHECK(pid >= 0);
	if (!pid) {
		become(NOBODY, 0);
		CHECK(dup2(fd, 1) == 1);
		execl(setuid_path, "say", "--say", text, NULL);
		_exit(254);
	}
	return finish(pid);
}

static void memory(void)
{
	static const char text[] = "disabled";
	pid_t pid = start_target();
	int by_nobody = opened_by_nobody(pid, "mem");
	int by_root = open_file(pid, "mem", O_RDWR);
	long to = (long)target_bytes;
	char now[sizeof(text)];

	CHECK(by_root >= 0);
	/* Isolated, anybody may. */
	CHECK(lseek(by_nobody, to, SEEK_SET) == to);
	CHECK_EQ(say_as_root(text, by_nobody), 0);

	CHECK_EQ(file_set(pid, "disabled"), 0);
	CHECK(lseek(by_nobody, to, SEEK_SET) == to);
	CHECK_EQ(say_as_root("enabled!", by_nobody), EPERM);
	CHECK(pread(by_root, now, 8, to) == 8);
	CHECK(!memcmp(now, text, 8));

	/* What root opened, root may use. */
	CHECK(lseek(by_root, to, SEEK_SET) == to);
	CHECK_EQ(say_as_root("enabled!", by_root), 0);
}

static void control_file(void)
{
	pid_t pid = start_target();
	int by_nobody = opened_by_nobody(pid, "page_table_isolation");
	int by_root = open_file(pid, "page_table_isolation", O_RDWR);

	CHECK_EQ(say_as_root("disabled", by_nobody), EPERM);
	CHECK_EQ(say_as_root("disabled until exec", by_nobody), EPERM);
	CHECK_EQ(status_get(pid), ARCH_PTI_ON);
	CHECK_EQ(say_as_root("disabled", by_root), 0);
	CHECK_EQ(status_get(pid), ARCH_PTI_OFF);
	/* Nor isolates it who may not attach. */
	CHECK_EQ(say_as_root("forced", by_nobody), EPERM);
	CHECK_EQ(status_get(pid), ARCH_PTI_OFF);
}

const struct test handed_tests[] = {
	{ "a setuid program does not write to mem for its user", memory },
	{ "nor to the file of the state", control_file },
	{ }
};
