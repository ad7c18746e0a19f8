// SPDX-License-Identifier: Apache-2.0
/* The files to be executed: those of io.ptictl.spec.Program, all copies of the performer. */
#include "actor.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#define OTHER 1001
#define NOSUID "nosuid/"	/* where another file system is */
#define CAP(number) (1ULL << (number))

static const struct file {
	const char *name;
	uid_t uid;
	gid_t gid;
	mode_t mode;
	uint64_t permitted;
	bool effective;
	const char *text;	/* instead of the performer */
} files[] = {
	{ "plain", 0, 0, 0755, 0, false, NULL },
	{ "setuid", OTHER, 0, 04755, 0, false, NULL },
	{ "setuid-root", 0, 0, 04755, 0, false, NULL },
	{ "setgid", 0, OTHER, 02755, 0, false, NULL },
	{ "marked", 0, 0, 0755, CAP(CAP_PAYLOAD), false, NULL },
	{ "marked-effective", 0, 0, 0755, CAP(CAP_PAYLOAD), true, NULL },
	{ "rawio", 0, 0, 0755, CAP(CAP_SYS_RAWIO), true, NULL },
	{ "capable", 0, 0, 0755, CAP(CAP_NET_RAW), true, NULL },
	{ "script", 0, 0, 0755, 0, false, "#!%s/plain\n" },
	{ "script-of-marked", 0, 0, 0755, 0, false, "#!%s/marked\n" },
	{ "forbidden", 0, 0, 0644, 0, false, "#!%s/plain\n" },
	{ "garbage", 0, 0, 0755, 0, false, "%s: no program\n" },
	{ NOSUID "marked-nosuid", 0, 0, 0755, CAP(CAP_PAYLOAD), false, NULL },
	{ NOSUID "setuid-nosuid", OTHER, 0, 04755, 0, false, NULL },
};

static void copy(const char *performer, int to)
{
	int from = open(performer, O_RDONLY | O_CLOEXEC);
	ssize_t n;

	if (from < 0)
		die(performer);
	while ((n = sendfile(to, from, NULL, 1 << 20)) > 0)
		;
	if (n < 0)
		die("copying the performer");
	close(from);
}

static void set_capabilities(const char *path, const struct file *file)
{
	struct vfs_cap_data data = {
		VFS_CAP_REVISION_2 |
			(file->effective ? VFS_CAP_FLAGS_EFFECTIVE : 0),
		{ { file->permitted, 0 }, { file->permitted >> 32, 0 } },
	};

	if (setxattr(path, "security.capability", &data, sizeof(data), 0))
		die(path);
}

/* So all are found in one directory. */
static void link_to(const char *directory, const char *target)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/%s", directory,
		 target + strlen(NOSUID));
	if (symlink(target, path))
		die(path);
}

/* Owner before mode and capabilities: changing it takes those away. */
static void make(const char *directory, const char *performer,
		 const struct file *file)
{
	char path[128];
	int fd;

	snprintf(path, sizeof(path), "%s/%s", directory, file->name);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		die(path);
	if (file->text)
		dprintf(fd, file->text, directory);
	else
		copy(performer, fd);
	if (fchown(fd, file->uid, file->gid) || fchmod(fd, file->mode) ||
	    close(fd))
		die(path);
	if (file->permitted)
		set_capabilities(path, file);
	if (!strncmp(file->name, NOSUID, strlen(NOSUID)))
		link_to(directory, file->name);
}

static void mount_at(const char *path, unsigned long flags)
{
	if ((mkdir(path, 0755) && errno != EEXIST) ||
	    mount("tmpfs", path, "tmpfs", flags, "mode=755"))
		die(path);
}

void files_make(const char *directory, const char *performer)
{
	char nosuid[128];

	mount_at(directory, 0);
	snprintf(nosuid, sizeof(nosuid), "%s/nosuid", directory);
	mount_at(nosuid, MS_NOSUID);
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		make(directory, performer, &files[i]);
}
