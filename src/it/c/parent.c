// SPDX-License-Identifier: Apache-2.0
/*
 * parent plain|ignoring|blocking|closed PROBE WRAPPER [ARG...]: executes WRAPPER ARG... PROBE with
 * everything that a child can inherit set to something odd, waits for it and exits with its status.
 * As root.
 */
#include <err.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/securebits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#define check(call) ((call) < 0 ? err(1, #call) : (void)0)

static char *environment[] = { "a.b=1", "SAME=first", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "SAME=second",
	"\xff\xfe=\x80\x81", "", "=leading", "no equals sign", "NEWLINE=a\nb", "Z=\x1b[31m", "A=",
	"LC_ALL=C.UTF-8", "POSIXLY_CORRECT=1", NULL };
static char *last_arguments[] = { "", "\xff\x80\xc3", "--", "-v", "--user=nobody", "two words", "a\nb",
	"*", NULL };

static void write_file(const char *path, const char *text)
{
	int file = open(path, O_WRONLY | O_CLOEXEC);

	if (file < 0 || write(file, text, strlen(text)) < 0)
		err(1, "%s", path);
	close(file);
}

static void set_signals(const char *mode)
{
	struct {
		void *handler;
		unsigned long flags;
		void *restorer;
		unsigned long mask;
	} ignore = { .handler = SIG_IGN };
	unsigned long all = -1;

	for (int signal = 1; signal <= 64 && !strcmp(mode, "ignoring"); signal++)
		syscall(SYS_rt_sigaction, signal, &ignore, NULL, sizeof(all));
	if (!strcmp(mode, "blocking"))
		check(syscall(SYS_rt_sigprocmask, SIG_BLOCK, &all, NULL, sizeof(all)));
}

static void set_limits(void)
{
	const struct rlimit core = { 4096, 8192 }, files = { 300, 400 }, stack = { 4 << 20, 9 << 20 };
	const struct itimerval timer = { .it_value = { .tv_sec = 1000 } };
	/* struct sched_attr: SCHED_BATCH, SCHED_FLAG_RESET_ON_FORK, nice 3 */
	unsigned int attributes[12] = { sizeof(attributes), 3, 1, 0, 3 };
	unsigned long first_cpu = 1;

	check(setrlimit(RLIMIT_CORE, &core));
	check(setrlimit(RLIMIT_NOFILE, &files));
	check(setrlimit(RLIMIT_STACK, &stack));
	check(setitimer(ITIMER_REAL, &timer, NULL));
	check(syscall(SYS_sched_setaffinity, 0, sizeof(first_cpu), &first_cpu));
	check(syscall(SYS_sched_setattr, 0, attributes, 0));
	check(syscall(SYS_ioprio_set, 1, 0, 2 << 13 | 6));
}

/* An ambient capability, one that can never be had again, and nothing to be gained any more. */
static void set_privileges(void)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct sets[2];

	check(syscall(SYS_capget, &header, sets));
	sets[0].inheritable = 1 << CAP_NET_RAW;
	check(prctl(PR_CAPBSET_DROP, CAP_SYS_BOOT, 0, 0, 0));
	check(syscall(SYS_capset, &header, sets));
	check(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_NET_RAW, 0, 0));
	check(prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP));
	check(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
}

static void set_rest(void)
{
	umask(0123);
	check(dup3(open("/etc/hostname", O_RDONLY | O_CLOEXEC), 37, 0));
	check(dup3(37, 38, O_CLOEXEC));
	check(prctl(PR_SET_PDEATHSIG, SIGUSR1));
	check(prctl(PR_SET_TIMERSLACK, 123456));
	check(prctl(PR_SET_CHILD_SUBREAPER, 1));
	check(personality(ADDR_NO_RANDOMIZE));
	check(chdir("/usr"));
	check(setsid());
	write_file("/proc/self/coredump_filter", "0x77");
	write_file("/proc/self/oom_score_adj", "123");
}

int main(int count, char **args)
{
	char *mode = args[1], *words[64] = { NULL };
	int used = 0, status;
	pid_t child;

	if (count < 4 || count > 32)
		errx(2, "usage: parent plain|ignoring|blocking|closed PROBE WRAPPER [ARG...]");
	for (int i = 3; i < count; i++)
		words[used++] = args[i];
	words[used++] = args[2];
	for (int i = 0; last_arguments[i]; i++)
		words[used++] = last_arguments[i];

	child = fork();
	check(child);
	if (child == 0) {
		set_limits();
		set_rest();
		set_privileges();
		set_signals(mode);
		if (!strcmp(mode, "closed"))
			close(STDIN_FILENO);
		execve(words[0], words, environment);
		err(127, "%s", words[0]);
	}
	check(waitpid(child, &status, 0));
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
