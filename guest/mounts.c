// SPDX-License-Identifier: Apache-2.0
/*
 * The root directory, and the guest's own kernel file systems in it. It is the
 * host's, copy-on-write; or what was packed of that into the initramfs.
 */
#include "guest.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#define HOSTNAME "ptictl-lab"

static void make(const char *type, const char *where, unsigned long flags,
		 const char *options)
{
	if (mount(type, where, type, flags, options) < 0)
		die(where);
}

/* What a kernel may lack, and programs seldom need. */
static void try(const char *type, const char *where, const char *options)
{
	mkdir(where, 0755);
	mount(type, where, type, MS_NOSUID | MS_NODEV | MS_NOEXEC, options);
}

static void mount_packed(void)
{
	if (mount("/root", "/root", NULL, MS_BIND, NULL) < 0)
		die("mounting the packed root directory");
}

/*
 * metacopy: a chown, chmod or setcap copies no data. The host may change its
 * files underneath; file handles and inode numbers of the lower layer are
 * therefore of no use.
 */
static void mount_host(void)
{
	mkdir("/host", 0755);
	mkdir("/cow", 0755);
	mkdir("/root", 0755);
	if (mount("host", "/host", "9p", MS_RDONLY,
		  "trans=virtio,version=9p2000.L,cache=loose,msize=524288") < 0)
		die("mounting the host's root directory");
	make("tmpfs", "/cow", 0, "mode=755,size=75%");
	mkdir("/cow/upper", 0755);
	mkdir("/cow/work", 0755);
	make("overlay", "/root", 0,
	     "lowerdir=/host,upperdir=/cow/upper,workdir=/cow/work,"
	     "redirect_dir=on,metacopy=on,index=off,xino=off");
}

static void mount_kernel(void)
{
	make("proc", "/root/proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL);
	make("sysfs", "/root/sys", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL);
	make("devtmpfs", "/root/dev", MS_NOSUID, "mode=755");
	mkdir("/root/dev/pts", 0755);
	make("devpts", "/root/dev/pts", MS_NOSUID | MS_NOEXEC,
	     "gid=5,mode=620,ptmxmode=666");
	mkdir("/root/dev/shm", 0755);
	make("tmpfs", "/root/dev/shm", MS_NOSUID | MS_NODEV, "mode=1777");
	try("mqueue", "/root/dev/mqueue", NULL);
	try("debugfs", "/root/sys/kernel/debug", "mode=700");
	try("tracefs", "/root/sys/kernel/tracing", "mode=700");
	try("securityfs", "/root/sys/kernel/security", NULL);
	try("cgroup2", "/root/sys/fs/cgroup", NULL);
}

static void switch_root(void)
{
	if (chdir("/root") < 0 || mount(".", "/", NULL, MS_MOVE, NULL) < 0 ||
	    chroot(".") < 0 || chdir("/") < 0)
		die("entering the root directory");
}

static void device_links(void)
{
	static const char *const links[][2] = {
		{ "/proc/self/fd", "/dev/fd" },
		{ "/proc/self/fd/0", "/dev/stdin" },
		{ "/proc/self/fd/1", "/dev/stdout" },
		{ "/proc/self/fd/2", "/dev/stderr" },
	};

	for (size_t i = 0; i < sizeof(links) / sizeof(links[0]); i++)
		if (symlink(links[i][0], links[i][1]) < 0 && errno != EEXIST)
			die(links[i][1]);
}

/* A name that resolves: programs that ask for their own address exist. */
static void name_host(void)
{
	static const char line[] = "127.0.0.1 " HOSTNAME "\n";
	int fd = open("/etc/hosts", O_WRONLY | O_APPEND | O_CLOEXEC);

	sethostname(HOSTNAME, strlen(HOSTNAME));
	if (fd >= 0 && write(fd, line, strlen(line)) < 0)
		die("/etc/hosts");
	if (fd >= 0)
		close(fd);
}

void mount_everything(void)
{
	FILE *capabilities;

	if (serial_port())
		mount_packed();
	else
		mount_host();
	capabilities = capabilities_open();
	mount_kernel();
	switch_root();
	capabilities_set(capabilities);
	device_links();
	name_host();
}
