// SPDX-License-Identifier: GPL-2.0
/* Each event in each state, by root and by an ordinary user: see cases.h */
#include "pti_optout.h"

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <sys/fsuid.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>

#define OTHER	(NOBODY - 1)

struct cell {
	int error;
	int state;
};

struct row {
	const char *event;
	struct cell cells[4];
};

#include "cases.h"

/* Shared with children, whatever they turn into */
static struct cell *result;

static const char *const states[] = {
	"on", "off", "off-until-exec", "forced", "invalid", NULL
};

static const unsigned long ctrls[] = {
	PR_SPEC_DISABLE, PR_SPEC_ENABLE, PR_SPEC_ENABLE_NOEXEC,
	PR_SPEC_FORCE_DISABLE, PR_SPEC_DISABLE_NOEXEC,
};

static int index_of(const char *word)
{
	for (int i = 0; states[i]; i++)
		if (!strcmp(states[i], word))
			return i;
	return -1;
}

/* The word after @prefix, if @event begins so */
static const char *after(const char *event, const char *prefix)
{
	size_t len = strlen(prefix);

	return strncmp(event, prefix, len) ? NULL : event + len;
}

static int set_state(const char *event)
{
	const char *word = after(event, "prctl ");

	if (word)
		return spec_set(ctrls[index_of(word)]);
	word = after(event, "proc 1 ");
	if (word)
		return file_set(getpid(), words[index_of(word)]);
	return pti_set(index_of(event));
}

static int store_state(void *unused)
{
	result->state = pti_get();
	return 0;
}

static void *store_in_thread(void *unused)
{
	store_state(NULL);
	return NULL;
}

static pid_t clone_vm(int flags)
{
	static char stack[16384] __attribute__((aligned(16)));

	return clone(store_state, stack + sizeof(stack),
		     CLONE_VM | SIGCHLD | flags, NULL);
}

/* A task that stores its state; false: that is no birth */
static bool bear(const char *event)
{
	pthread_t thread;
	pid_t pid;

	if (!strcmp(event, "thread")) {
		CHECK(!pthread_create(&thread, NULL, store_in_thread, NULL));
		CHECK(!pthread_join(thread, NULL));
		return true;
	}
	if (!strcmp(event, "fork"))
		pid = fork();
	else if (!strcmp(event, "clone-newuser"))
		pid = syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0);
	else if (!strcmp(event, "vfork"))
		pid = clone_vm(CLONE_VFORK);
	else if (!strcmp(event, "clone-vm"))
		pid = clone_vm(0);
	else if (!strcmp(event, "clone-vm-newuser"))
		pid = clone_vm(CLONE_NEWUSER);
	else
		return false;
	if (!pid)
		_exit(store_state(NULL));
	CHECK(pid > 0);
	CHECK_EQ(finish(pid), 0);
	return true;
}

static void execute(const char *file)
{
	char path[96];
	pid_t pid;
	int ret;

	snprintf(path, sizeof(path), "%s%s/%s", scratch,
		 strstr(file, "-nosuid") ? "/nosuid" : "", file);
	pid = fork();
	CHECK(pid >= 0);
	if (!pid) {
		execl(path, path, "--state", NULL);
		result->error = errno;
		result->state = pti_get();
		_exit(255);
	}
	ret = finish(pid);
	if (ret != 255)
		result->state = ret;
}

static int set_fsid(long (*call)(uid_t id))
{
	call(OTHER);
	return call(-1) == OTHER ? 0 : EPERM;
}

static long fsuid(uid_t id)
{
	return setfsuid(id);
}

static long fsgid(gid_t id)
{
	return setfsgid(id);
}

static int set_id(const char *call)
{
	if (!strcmp(call, "setfsuid other"))
		return set_fsid(fsuid);
	if (!strcmp(call, "setfsgid other"))
		return set_fsid(fsgid);
	if (!strcmp(call, "setuid other"))
		return setuid(OTHER) ? errno : 0;
	if (!strcmp(call, "setgid other"))
		return setgid(OTHER) ? errno : 0;
	if (!strcmp(call, "seteuid other"))
		return setresuid(-1, OTHER, -1) ? errno : 0;
	if (!strcmp(call, "setegid other"))
		return setresgid(-1, OTHER, -1) ? errno : 0;
	return -1;
}

/* No capability in effect; that one (0: none) inherited by what is executed */
static int set_caps(int ambient)
{
	struct __user_cap_header_struct head = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};
	struct __user_cap_data_struct data[2];

	CHECK(!syscall(SYS_capget, &head, data));
	if (!ambient) {
		data[0].effective = data[1].effective = 0;
		return syscall(SYS_capset, &head, data) ? errno : 0;
	}
	if (!(data[ambient / 32].permitted & 1U << ambient % 32))
		return EPERM;
	data[ambient / 32].inheritable |= 1U << ambient % 32;
	if (syscall(SYS_capset, &head, data))
		return errno;
	return prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, ambient, 0, 0) ?
		errno : 0;
}

static int bound_all(void)
{
	for (int i = 0; i <= CAP_PAYLOAD; i++)
		if (prctl(PR_CAPBSET_DROP, i, 0, 0, 0))
			return errno;
	return 0;
}

static int filter_nothing(void)
{
	struct sock_filter allow = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	struct sock_fprog prog = { 1, &allow };

	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &prog) ? errno : 0;
}

static int lose_or_keep(const char *event)
{
	if (!strcmp(event, "drop all")) {
		caps_keep(0);
		return 0;
	}
	if (!strcmp(event, "lower all"))
		return set_caps(0);
	if (!strcmp(event, "bound all"))
		return bound_all();
	if (!strcmp(event, "ambient payload"))
		return set_caps(CAP_PAYLOAD);
	if (!strcmp(event, "keepcaps"))
		return prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) ? errno : 0;
	if (!strcmp(event, "no-new-privs"))
		return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ? errno : 0;
	if (!strcmp(event, "seccomp"))
		return filter_nothing();
	if (!strcmp(event, "dumpable"))
		return prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) ? errno : 0;
	if (!strcmp(event, "unshare"))
		return unshare(CLONE_NEWUSER) ? errno : 0;
	return -1;
}

static void happen(const char *event)
{
	const char *file = after(event, "exec ");

	result->error = 0;
	if (bear(event))
		return;
	if (file) {
		execute(file);
		return;
	}
	if (index_of(event) >= 0 || after(event, "prctl ") ||
	    after(event, "proc 1 "))
		result->error = set_state(event);
	else if (strstr(event, " other"))
		result->error = set_id(event);
	else
		result->error = lose_or_keep(event);
	result->state = pti_get();
}

static const char *event;
static int begin;
static bool as_user;

static void one_cell(void)
{
	if (as_user)
		become(NOBODY, CAP(CAP_PAYLOAD));
	CHECK_EQ(pti_set(begin), 0);
	if (as_user)
		caps_keep(0);
	happen(event);
}

static void make(const char *name, uid_t uid, gid_t gid, mode_t mode,
		 uint64_t caps, bool effective)
{
	char path[96];

	snprintf(path, sizeof(path), "%s/%s", scratch, name);
	copy_file(self_path, path, 0755);
	CHECK(!chown(path, uid, gid));
	CHECK(!chmod(path, mode));
	if (caps)
		mark(path, caps, effective);
}

static void make_text(const char *name, mode_t mode, const char *format,
		      const char *file)
{
	char path[96];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", scratch, name);
	f = fopen(path, "w");
	CHECK(f && fprintf(f, format, scratch, file) > 0 && !fclose(f));
	CHECK(!chmod(path, mode));
}

static void make_files(void)
{
	char nosuid[64];

	make("plain", 0, 0, 0755, 0, false);
	make("setuid", OTHER, 0, 04755, 0, false);
	make("setuid-root", 0, 0, 04755, 0, false);
	make("setgid", 0, OTHER, 02755, 0, false);
	make("marked", 0, 0, 0755, CAP(CAP_PAYLOAD), false);
	make("marked-effective", 0, 0, 0755, CAP(CAP_PAYLOAD), true);
	make("rawio", 0, 0, 0755, CAP(CAP_SYS_RAWIO), true);
	make("capable", 0, 0, 0755, CAP(CAP_NET_RAW), true);
	make_text("script", 0755, "#!%s/%s\n", "plain");
	make_text("script-of-marked", 0755, "#!%s/%s\n", "marked");
	make_text("forbidden", 0644, "#!%s/%s\n", "plain");
	make_text("garbage", 0755, "%s %s\n", "is no program");

	CHECK(!unshare(CLONE_NEWNS));
	CHECK(!mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL));
	snprintf(nosuid, sizeof(nosuid), "%s/nosuid", scratch);
	CHECK(!mkdir(nosuid, 0755) || errno == EEXIST);
	CHECK(!mount("tmpfs", nosuid, "tmpfs", MS_NOSUID, "mode=755"));
	make("nosuid/marked-nosuid", 0, 0, 0755, CAP(CAP_PAYLOAD), false);
	make("nosuid/setuid-nosuid", OTHER, 0, 04755, 0, false);
}

static void run_rows(const struct row *rows)
{
	int cells = 0, different = 0;

	result = mmap(NULL, sizeof(*result), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	CHECK(result != MAP_FAILED);
	make_files();
	for (; rows->event; rows++) {
		for (begin = 0; begin < 4; begin++) {
			const struct cell *expected = &rows->cells[begin];

			event = rows->event;
			*result = (struct cell) { -1, -1 };
			CHECK_EQ(child(one_cell), PASS);
			cells++;
			if (result->error == expected->error &&
			    result->state == expected->state)
				continue;
			different++;
			printf("# %s, %s: errno %d, %s; not errno %d, %s\n",
			       states[begin], event, result->error,
			       result->state < 0 ? "?" : states[result->state],
			       expected->error, states[expected->state]);
		}
	}
	printf("# %d events in a state\n", cells);
	CHECK_EQ(different, 0);
}

static void by_root(void)
{
	as_user = false;
	run_rows(root_rows);
}

static void by_user(void)
{
	as_user = true;
	run_rows(user_rows);
}

const struct test matrix_tests[] = {
	{ "all events in all states, by root", by_root },
	{ "and by an ordinary user", by_user },
	{ }
};
