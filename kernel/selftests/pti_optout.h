/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Helpers of the self-tests: the interface under test, children, and checks.
 * A failed check ends the process that made it; every test runs in its own.
 */
#ifndef PTI_OPTOUT_TEST_H
#define PTI_OPTOUT_TEST_H

#define _GNU_SOURCE
#include <errno.h>
#include <linux/capability.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef ARCH_PTI_GET
#define ARCH_PTI_GET		0x6001
#define ARCH_PTI_SET		0x6002
#define ARCH_PTI_ON		0
#define ARCH_PTI_OFF		1
#define ARCH_PTI_OFF_NOEXEC	2
#define ARCH_PTI_FORCED		3
#define ARCH_PTI_NOT_IN_USE	4
#endif
#ifndef PR_SPEC_PTI
#define PR_SPEC_PTI		3
#define PR_SPEC_ENABLE_NOEXEC	(1UL << 5)
#endif
#ifndef CAP_PAYLOAD
#define CAP_PAYLOAD		41
#endif

#define PASS	0
#define FAIL	1
#define SKIP	4
#define NOBODY	65534

#define CAP(c)	(1ULL << (c))
#define ALL	(~0ULL)

struct test {
	const char *name;
	void (*run)(void);
};

#define FAIL_IF(cond, fmt, ...) do {					\
	if (cond) {							\
		printf("# %s:%d: " fmt "\n", __FILE__, __LINE__,	\
		       ##__VA_ARGS__);					\
		fflush(stdout);						\
		_exit(FAIL);						\
	}								\
} while (0)

#define CHECK(cond)	FAIL_IF(!(cond), "%s (errno %d)", #cond, errno)

#define CHECK_EQ(a, b) do {						\
	long a_ = (a), b_ = (b);					\
	FAIL_IF(a_ != b_, "%s is %ld, not %s", #a, a_, #b);		\
} while (0)

#define SKIP_IF(cond, why) do {						\
	if (cond) {							\
		printf("# skip: %s\n", why);				\
		fflush(stdout);						\
		_exit(SKIP);						\
	}								\
} while (0)

/* harness.c */
extern char self_path[];	/* a copy of this program on a tmpfs */
extern char scratch[];		/* that tmpfs */
extern const char *const words[];

/* 0 or a positive errno */
int pti_set(unsigned long state);
int pti_get(void);
int spec_set(unsigned long ctrl);

/* Entry_CR3 of a task; its bit 12: page tables of user mode. -1: not recorded */
int64_t entry_cr3(pid_t pid);
int entry_isolated(pid_t pid);
/* What /proc says of a process, as the number of the state, or -errno */
int file_get(pid_t pid);
int status_get(pid_t pid);
int file_set(pid_t pid, const char *word);
int write_fd(int fd, const char *word);
int open_file(pid_t pid, const char *name, int flags);

void caps_keep(uint64_t keep);
/* Only these are in effect, all permitted ones are kept. */
void caps_effective(uint64_t effective);
void become(uid_t uid, uint64_t keep);
void copy_file(const char *from, const char *to, mode_t mode);
void mark(const char *path, uint64_t permitted, bool effective);

/* fork(): a child that runs fn, waited for: its exit status, or -signal */
int child(void (*fn)(void));
pid_t start(void (*fn)(void));
int finish(pid_t pid);
/* What a program executed from here is: its state */
int exec_state(const char *path);
void exec_now(const char *path);
/* That many programs one after the other, and the state of the last */
int exec_chain(int length);

/* A step with another process: wake it, wait for it */
struct gate {
	int fd[2];
};
void gate_init(struct gate *gate);
void gate_open(struct gate *gate);
void gate_wait(struct gate *gate);
/* The same, with a value */
void gate_put(struct gate *gate, unsigned char value);
unsigned char gate_get(struct gate *gate);

/* A function that returns 42, in that slot of the top page table */
int (*code_at(unsigned long slot))(void);

/* access.c: a descriptor of /proc/PID/NAME that another user opened */
int opened_by_nobody(pid_t pid, const char *name);

/* handed.c: what a setuid program of the tests does */
int say(const char *text);

/* last.c */
bool is_switched_on(void);

extern const struct test control_tests[], inherit_tests[], domain_tests[],
	mark_tests[], access_tests[], users_tests[], writers_tests[],
	file_tests[], handed_tests[], race_tests[], cpu_tests[],
	segments_tests[], hotplug_tests[], pagetables_tests[],
	report_tests[], matrix_tests[], last_tests[], off_tests[],
	unused_tests[];

#endif
