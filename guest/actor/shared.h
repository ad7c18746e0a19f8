/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Between the actor, which makes the first task of a sequence and says what is
 * to happen, and the performers, which these tasks are: memory that all share.
 */
#ifndef SHARED_H
#define SHARED_H

#include <linux/futex.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>

#define MAX_TASKS 64		/* in one sequence; numbers are not used again */

#define ARCH_PTI_GET 0x6001
#define ARCH_PTI_SET 0x6002
#define PR_SPEC_PTI 3
#define CAP_PAYLOAD 41

enum verb {
	LOOK,			/* only tell the state */
	SET,			/* STATE */
	SET_BY_PRCTL,		/* STATE */
	SET_BY_FILE,		/* TID, STATE */
	OPEN,			/* TID; hands the descriptor over */
	WRITE,			/* STATE; takes a descriptor */
	BEAR,			/* VALUE: flags of clone; NUMBER of the child */
	EXECUTE,		/* WORD: a file; NUMBER of the process */
	EXIT,			/* VALUE: a system call */
	SET_ID,			/* VALUE: a system call; ID */
	SET_EFFECTIVE_ID,	/* the same */
	SET_FS_ID,		/* the same */
	DROP,			/* SET */
	LOWER,			/* SET */
	RAISE,			/* SET */
	BOUND,			/* SET */
	AMBIENT,		/* SET */
	CONTROL,		/* VALUE: an option of prctl that takes 1 */
	FILTER,
	UNSHARE,
	ENTER_NAMESPACE,	/* takes a descriptor */
	ATTACH,			/* TID */
	TRACE_ME,
	WRITE_TO,		/* TID */
	BEGIN_WRITE,		/* TID; hands the userfaultfd over */
	FINISH_WRITE,		/* no order: the actor lets it happen */
	OPEN_MEMORY,		/* TID; hands the descriptor over */
	WRITE_MEMORY,		/* takes a descriptor */
	SYSCTL,			/* WORD */
	LOCKDOWN,		/* WORD */
	REAP,			/* waits for what it traced and has ended */
};

struct order {
	enum verb verb;
	long value;
	int state;
	int other;		/* the number of the task that it is about */
	pid_t tid;		/* and its id */
	int id;
	uint64_t set;
	char word[32];
	int number;
};

/* One task's. What it tells with each answer follows the order. */
struct slot {
	_Atomic uint32_t ordered;	/* a futex: the number of the last order */
	_Atomic uint32_t answered;	/* that of the last answer */
	struct order order;
	int error;
	pid_t tid;
	long state;		/* as arch_prctl and prctl give it */
	long control;
};

struct shared {
	_Atomic uint32_t bell;		/* a futex: rung with each answer */
	char directory[64];		/* where the files to be executed are */
	struct slot slots[MAX_TASKS + 1];
};

/* In every performer at the same place; and descriptors that it begins with. */
#define SHARED ((struct shared *)0x100000000)
#define SHARED_FD 100
#define HANDOVER_FD 101

/* By their numbers; the last one cannot be asked for. */
static const char *const state_words[] = {
	"enabled", "disabled", "disabled until exec", "forced", "not in use",
};

/* A system call as it is: the result, or an error number below 0. */
#define sys(...) sys_padded(__VA_ARGS__, 0, 0, 0, 0, 0, 0)
#define sys_padded(nr, a, b, c, d, e, f, ...)                                  \
	sys_six(nr, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e),     \
		(long)(f))

static inline long sys_six(long nr, long a, long b, long c, long d, long e,
			   long f)
{
	register long r10 asm("r10") = d;
	register long r8 asm("r8") = e;
	register long r9 asm("r9") = f;

	asm volatile("syscall"
		     : "+a"(nr)
		     : "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
		     : "rcx", "r11", "memory");
	return nr;
}

/* MILLISECONDS 0: for ever */
static inline void futex_wait(_Atomic uint32_t *word, uint32_t value,
			      long milliseconds)
{
	struct timespec limit = { milliseconds / 1000,
				  milliseconds % 1000 * 1000000 };

	sys(SYS_futex, word, FUTEX_WAIT, value, milliseconds ? &limit : NULL);
}

static inline void futex_wake(_Atomic uint32_t *word)
{
	sys(SYS_futex, word, FUTEX_WAKE, 1);
}

/* A descriptor passes from one task to another by way of the actor. */
union handover {
	char bytes[CMSG_SPACE(sizeof(int))];
	struct cmsghdr head;
};

static inline void hand_over(int socket, int fd)
{
	char nothing = 0;
	struct iovec iov = { &nothing, 1 };
	union handover control = {
		.head = {
			.cmsg_len = CMSG_LEN(sizeof(int)),
			.cmsg_level = SOL_SOCKET,
			.cmsg_type = SCM_RIGHTS,
		},
	};
	struct msghdr message = {
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof(control),
	};

	*(int *)CMSG_DATA(&control.head) = fd;
	sys(SYS_sendmsg, socket, &message, 0);
}

/* -1: none has been handed over. */
static inline int take_over(int socket)
{
	char nothing;
	struct iovec iov = { &nothing, 1 };
	union handover control = { { 0 } };
	struct msghdr message = {
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof(control),
	};

	if (sys(SYS_recvmsg, socket, &message,
		MSG_CMSG_CLOEXEC | MSG_DONTWAIT) < 0 ||
	    control.head.cmsg_type != SCM_RIGHTS)
		return -1;
	return *(int *)CMSG_DATA(&control.head);
}

#endif
