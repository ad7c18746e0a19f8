// SPDX-License-Identifier: GPL-2.0
#include "pti_optout.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <time.h>

const char *const words[] = {
	"enabled", "disabled", "disabled until exec", "forced", "not in use",
	NULL
};

int pti_set(unsigned long state)
{
	return syscall(SYS_arch_prctl, ARCH_PTI_SET, state) ? errno : 0;
}

int pti_get(void)
{
	return syscall(SYS_arch_prctl, ARCH_PTI_GET, 0);
}

int spec_set(unsigned long ctrl)
{
	return prctl(PR_SET_SPECULATION_CTRL, PR_SPEC_PTI, ctrl, 0, 0) ?
		errno : 0;
}

int open_file(pid_t pid, const char *name, int flags)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/%s", pid, name);
	return open(path, flags | O_CLOEXEC);
}

static int word_of(const char *text, size_t len)
{
	for (int i = 0; words[i]; i++)
		if (strlen(words[i]) == len && !memcmp(words[i], text, len))
			return i;
	return -EINVAL;
}

static int field(pid_t pid, const char *file, const char *name, char *value,
		 size_t size)
{
	char line[256];
	int fd = open_file(pid, file, O_RDONLY), ret = -ENOENT;
	FILE *f = fd < 0 ? NULL : fdopen(fd, "r");

	if (!f)
		return -errno;
	while (fgets(line, sizeof(line), f)) {
		if (strncmp(line, name, strlen(name)))
			continue;
		snprintf(value, size, "%s", line + strlen(name));
		value[strcspn(value, "\n")] = 0;
		ret = 0;
	}
	fclose(f);
	return ret;
}

int status_get(pid_t pid)
{
	char value[64];
	int ret = field(pid, "status", "Page_Table_Isolation:\t", value,
			sizeof(value));

	return ret ? ret : word_of(value, strlen(value));
}

int64_t entry_cr3(pid_t pid)
{
	char value[64];

	if (field(pid, "arch_status", "Entry_CR3:\t", value, sizeof(value)))
		return -1;
	return strtoull(value, NULL, 16);
}

int entry_isolated(pid_t pid)
{
	int64_t cr3 = entry_cr3(pid);

	return cr3 < 0 ? -1 : cr3 >> 12 & 1;
}

int file_get(pid_t pid)
{
	char text[64];
	int fd = open_file(pid, "page_table_isolation", O_RDONLY);
	ssize_t len;

	if (fd < 0)
		return -errno;
	len = read(fd, text, sizeof(text));
	if (len < 0)
		len = -errno;
	close(fd);
	if (len < 0)
		return len;
	return len && text[len - 1] == '\n' ? word_of(text, len - 1) : -EINVAL;
}

int write_fd(int fd, const char *word)
{
	return write(fd, word, strlen(word)) == (ssize_t)strlen(word) ?
		0 : errno;
}

int file_set(pid_t pid, const char *word)
{
	int fd = open_file(pid, "page_table_isolation", O_WRONLY);
	int ret = fd < 0 ? errno : write_fd(fd, word);

	if (fd >= 0)
		close(fd);
	return ret;
}

static void set_caps(uint64_t permitted, uint64_t effective)
{
	struct __user_cap_header_struct head = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};
	struct __user_cap_data_struct data[2] = {
		{ effective, permitted, 0 },
		{ effective >> 32, permitted >> 32, 0 },
	};

	CHECK(!syscall(SYS_capset, &head, data));
}

static uint64_t get_permitted(void)
{
	struct __user_cap_header_struct head = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};
	struct __user_cap_data_struct data[2];

	CHECK(!syscall(SYS_capget, &head, data));
	return data[0].permitted | (uint64_t)data[1].permitted << 32;
}

void caps_keep(uint64_t keep)
{
	keep &= get_permitted();
	set_caps(keep, keep);
}

void caps_effective(uint64_t effective)
{
	set_caps(get_permitted(), effective);
}

void become(uid_t uid, uint64_t keep)
{
	CHECK(!prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0));
	CHECK(!setresgid(uid, uid, uid));
	CHECK(!setresuid(uid, uid, uid));
	caps_keep(keep);
	/* Changing ids made it hard to look at ourselves in /proc. */
	CHECK(!prctl(PR_SET_DUMPABLE, 1, 0, 0, 0));
}

void copy_file(const char *from, const char *to, mode_t mode)
{
	static char buf[65536];
	int in = open(from, O_RDONLY), out;
	ssize_t len;

	CHECK(in >= 0);
	/* Neither the owner nor the capabilities of one that was there. */
	CHECK(!unlink(to) || errno == ENOENT);
	out = open(to, O_WRONLY | O_CREAT | O_EXCL, 0600);
	CHECK(out >= 0);
	while ((len = read(in, buf, sizeof(buf))) > 0)
		CHECK(write(out, buf, len) == len);
	CHECK(len == 0);
	CHECK(!fchmod(out, mode));
	close(in);
	CHECK(!close(out));
}

void mark(const char *path, uint64_t permitted, bool effective)
{
	struct vfs_cap_data data = {
		VFS_CAP_REVISION_2 | (effective ? VFS_CAP_FLAGS_EFFECTIVE : 0),
		{ { permitted, 0 }, { permitted >> 32, 0 } },
	};

	CHECK(!setxattr(path, "security.capability", &data, sizeof(data), 0));
}

pid_t start(void (*fn)(void))
{
	pid_t pid;

	fflush(stdout);
	pid = fork();
	CHECK(pid >= 0);
	if (!pid) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		fn();
		fflush(stdout);
		_exit(PASS);
	}
	return pid;
}

int finish(pid_t pid)
{
	int status;

	CHECK(waitpid(pid, &status, 0) == pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

int child(void (*fn)(void))
{
	return finish(start(fn));
}

void exec_now(const char *path)
{
	execl(path, path, "--state", NULL);
	_exit(100 + errno % 100);
}

/*
 * The setter may be late, on a busy machine.  But a change of his that was lost
 * never comes.
 */
static int wait_until_forced(void)
{
	struct timespec nap = { .tv_nsec = 10000000 };

	for (int i = 0; i < 500 && pti_get() != ARCH_PTI_FORCED; i++)
		nanosleep(&nap, NULL);
	return pti_get();
}

int exec_chain(int length)
{
	char next[16];

	if (!length)
		return wait_until_forced();
	snprintf(next, sizeof(next), "%d", length - 1);
	execl("/proc/self/exe", "self", "--chain", next, NULL);
	return 100 + errno % 100;
}

int exec_state(const char *path)
{
	pid_t pid = fork();

	CHECK(pid >= 0);
	if (!pid)
		exec_now(path);
	return finish(pid);
}

void gate_init(struct gate *gate)
{
	CHECK(!pipe2(gate->fd, O_CLOEXEC));
}

void gate_put(struct gate *gate, unsigned char value)
{
	CHECK(write(gate->fd[1], &value, 1) == 1);
}

unsigned char gate_get(struct gate *gate)
{
	unsigned char value;

	CHECK(read(gate->fd[0], &value, 1) == 1);
	return value;
}

void gate_open(struct gate *gate)
{
	gate_put(gate, 0);
}

void gate_wait(struct gate *gate)
{
	gate_get(gate);
}

/* Code in a top level entry of the page tables that nothing else uses */
int (*code_at(unsigned long slot))(void)
{
	static const unsigned char ret42[] = { 0xb8, 42, 0, 0, 0, 0xc3 };
	void *page = mmap((void *)(slot << 39), 4096,
			  PROT_READ | PROT_WRITE | PROT_EXEC,
			  MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE,
			  -1, 0);

	CHECK(page != MAP_FAILED);
	memcpy(page, ret42, sizeof(ret42));
	return (int (*)(void))page;
}
