// SPDX-License-Identifier: Apache-2.0
/*
 * A sequence that is played: its tasks, and what is known of them. Prints for
 * each event the error number, and for each task what is seen of it.
 */
#include "actor.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PATIENCE_MS 20000	/* with a task that does not answer */
#define IMPATIENCE_MS 50	/* then others may have to do something for it */
#define PAGE 4096
#define PIDFD_THREAD O_EXCL	/* linux/pidfd.h */

struct player {
	bool alive;
	pid_t tid;
	int process;
	int child;		/* of vfork, for which it waits; 0: none */
	int stalled;		/* the userfaultfd that stalls it; -1: none */
	struct view view;
};

struct stage {
	struct shared *shared;
	int shared_fd;
	int handover[2];	/* ours, theirs */
	int held[2];		/* what OPEN and OPEN_MEMORY opened last */
	int next;		/* the number of the next task */
	const char *why;	/* it cannot be gone on with; or NULL */
	struct player players[MAX_TASKS + 1];
};

static long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void drop(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

struct stage *stage_new(const char *directory)
{
	struct stage *s = calloc(1, sizeof(*s));

	if (!s)
		die("a stage");
	s->shared_fd = memfd_create("stage", MFD_CLOEXEC);
	if (s->shared_fd < 0 || ftruncate(s->shared_fd, sizeof(*s->shared)) ||
	    socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, s->handover))
		die("a stage");
	s->shared = mmap(NULL, sizeof(*s->shared), PROT_READ | PROT_WRITE,
			 MAP_SHARED, s->shared_fd, 0);
	if (s->shared == MAP_FAILED)
		die("a stage");
	snprintf(s->shared->directory, sizeof(s->shared->directory), "%s",
		 directory);
	s->held[0] = s->held[1] = -1;
	return s;
}

/* What an answer of this task will not be taken for an old one by. */
static void expect(struct stage *s, int number)
{
	struct slot *slot = &s->shared->slots[number];

	slot->answered = slot->ordered - 1;
}

static bool answered(const struct stage *s, int number)
{
	const struct slot *slot = &s->shared->slots[number];

	return slot->answered == slot->ordered;
}

static bool wait_for(struct stage *s, int number, int or_number,
		     long milliseconds)
{
	long limit = now_ms() + milliseconds;

	for (;;) {
		uint32_t bell = s->shared->bell;

		if (answered(s, number) || answered(s, or_number))
			return true;
		if (now_ms() > limit)
			return false;
		futex_wait(&s->shared->bell, bell, milliseconds / 4);
	}
}

static void give_order(struct stage *s, int number, const struct order *order)
{
	struct slot *slot = &s->shared->slots[number];

	slot->order = *order;
	slot->ordered++;
	futex_wake(&slot->ordered);
}

static void enter(struct stage *s, int number, int process)
{
	struct player *p = &s->players[number];

	*p = (struct player){ .alive = true, .process = process, .stalled = -1 };
	p->tid = s->shared->slots[number].tid;
	view_open(&p->view, p->tid, number == process);
}

static void leave(struct player *p)
{
	view_close(&p->view);
	drop(&p->stalled);
	p->alive = false;
}

/* In the memory of the actor, until it executes the first performer. */
static _Noreturn void first_task(const struct stage *s, const char *path)
{
	char *argv[] = { (char *)path, "1", NULL };
	char *envp[] = { NULL };
	/* Once many stages are held, theirs may be these numbers themselves. */
	int shared = fcntl(s->shared_fd, F_DUPFD_CLOEXEC, HANDOVER_FD + 1);
	int handover = fcntl(s->handover[1], F_DUPFD_CLOEXEC, HANDOVER_FD + 1);

	if (dup2(shared, SHARED_FD) == SHARED_FD &&
	    dup2(handover, HANDOVER_FD) == HANDOVER_FD) {
		/* What ends is no zombie. */
		signal(SIGCHLD, SIG_IGN);
		execve(path, argv, envp);
	}
	_exit(125);
}

static void fail(struct stage *s, const char *why)
{
	s->why = why;
}

void stage_begin(struct stage *s)
{
	char path[80];
	pid_t pid;

	snprintf(path, sizeof(path), "%s/plain", s->shared->directory);
	memset(s->shared->slots, 0, sizeof(s->shared->slots[0]) * (s->next + 1));
	memset(s->players, 0, sizeof(s->players));
	s->why = NULL;
	s->next = 2;
	expect(s, 1);
	pid = vfork();
	if (pid < 0)
		die("vfork");
	if (pid == 0)
		first_task(s, path);
	if (!wait_for(s, 1, 1, PATIENCE_MS))
		die("the first task");
	enter(s, 1, 1);
}

static struct player *find(struct stage *s, int number)
{
	struct player *p = &s->players[number];

	return p->alive ? p : NULL;
}

/* Can it be given an order? */
static bool idle(const struct player *p)
{
	return p && !p->child && p->stalled < 0;
}

/* Those that waited in vfork for this process go on. */
static bool wake_parents(struct stage *s, int process)
{
	for (int i = 1; i < s->next; i++) {
		struct player *p = find(s, i);

		if (!p || p->child != process)
			continue;
		p->child = 0;
		if (!wait_for(s, i, i, PATIENCE_MS))
			return false;
	}
	return true;
}

/* A traced thread is gone, and its process goes on, when its tracer has waited for it. */
static void reap(struct stage *s, int process)
{
	const struct order order = { .verb = REAP };

	for (int i = 1; i < s->next; i++) {
		struct player *p = find(s, i);

		if (!idle(p) || p->process == process)
			continue;
		give_order(s, i, &order);
		wait_for(s, i, i, PATIENCE_MS);
	}
}

static void bear(struct stage *s, int by, struct order *order)
{
	bool thread = order->value & CLONE_THREAD;
	bool waits = order->value & CLONE_VFORK;
	int child = s->next, process = s->players[by].process;

	if (child > MAX_TASKS) {
		fail(s, "full");
		return;
	}
	order->number = child;
	memset(&s->shared->slots[child], 0, sizeof(struct slot));
	expect(s, child);
	s->shared->slots[by].error = 0;	/* a parent in vfork says nothing */
	give_order(s, by, order);
	if (!wait_for(s, by, waits ? child : by, PATIENCE_MS))
		goto silent;
	if (answered(s, by) && s->shared->slots[by].error)
		return;
	if (!wait_for(s, child, child, PATIENCE_MS))
		goto silent;
	s->next++;
	enter(s, child, thread ? process : child);
	if (waits)
		s->players[by].child = child;
	return;
silent:
	fail(s, "silent");
}

static void execute(struct stage *s, int by, struct order *order)
{
	int process = s->players[by].process;

	order->number = process;
	if (by != process)
		expect(s, process);
	give_order(s, by, order);
	if (!wait_for(s, by, process, IMPATIENCE_MS))
		reap(s, process);
	if (!wait_for(s, by, process, PATIENCE_MS)) {
		fail(s, "silent");
		return;
	}
	if (by != process && answered(s, by)) {	/* it failed */
		s->shared->slots[process].answered =
			s->shared->slots[process].ordered;
		return;
	}
	if (s->shared->slots[process].error)
		return;
	s->shared->slots[by].error = 0;
	for (int i = 1; i < s->next; i++)
		if (i != process && s->players[i].process == process)
			leave(&s->players[i]);
	/* The leader may have waited, or been stalled: it is another one now. */
	s->players[process].child = 0;
	drop(&s->players[process].stalled);
	if (!wake_parents(s, process))
		fail(s, "silent");
}

static void end(struct stage *s, int by, struct order *order)
{
	int process = s->players[by].process;
	bool leader = by == process;
	int fd = syscall(SYS_pidfd_open, s->players[by].tid,
			 leader ? 0 : PIDFD_THREAD);
	struct pollfd poll_fd = { .fd = fd, .events = POLLIN };

	order->value = leader ? SYS_exit_group : SYS_exit;
	give_order(s, by, order);
	if (poll(&poll_fd, 1, IMPATIENCE_MS) != 1)
		reap(s, process);
	if (fd < 0 || poll(&poll_fd, 1, PATIENCE_MS) != 1) {
		fail(s, "silent");
		return;
	}
	close(fd);
	for (int i = 1; i < s->next; i++)
		if (i == by || (leader && s->players[i].process == process))
			leave(&s->players[i]);
	if (leader && !wake_parents(s, process))
		fail(s, "silent");
	s->shared->slots[by].error = 0;
}

/* Either it is refused, or waits for its page. */
static void begin_write(struct stage *s, int by, struct order *order)
{
	long limit = now_ms() + PATIENCE_MS;
	struct pollfd poll_fd = { .fd = -1, .events = POLLIN };

	order->number = by;
	s->shared->slots[by].error = 0;
	give_order(s, by, order);
	while (!answered(s, by) && now_ms() < limit) {
		if (poll_fd.fd < 0)
			poll_fd.fd = take_over(s->handover[0]);
		if (poll(&poll_fd, 1, 1) == 1) {
			s->players[by].stalled = poll_fd.fd;
			return;
		}
	}
	if (!answered(s, by))
		fail(s, "silent");
	if (poll_fd.fd < 0)
		poll_fd.fd = take_over(s->handover[0]);
	drop(&poll_fd.fd);
}

/* What the writer's page holds does not matter. */
static void let_go(int userfaultfd)
{
	static char contents[PAGE] __attribute__((aligned(PAGE)));
	struct uffd_msg message;
	struct uffdio_copy copy = {
		.src = (unsigned long)contents,
		.len = PAGE,
	};

	if (read(userfaultfd, &message, sizeof(message)) != sizeof(message))
		return;
	copy.dst = message.arg.pagefault.address & -PAGE;
	ioctl(userfaultfd, UFFDIO_COPY, &copy);
}

static void finish_write(struct stage *s, int by)
{
	let_go(s->players[by].stalled);
	drop(&s->players[by].stalled);
	if (!wait_for(s, by, by, PATIENCE_MS))
		fail(s, "silent");
}

static void pass_namespace(struct stage *s, pid_t tid)
{
	char path[64];
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/ns/user", tid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	hand_over(s->handover[0], fd);
	close(fd);
}

static int *held_for(struct stage *s, enum verb verb)
{
	return &s->held[verb == OPEN_MEMORY || verb == WRITE_MEMORY];
}

static void simple(struct stage *s, int by, const struct order *order)
{
	bool opens = order->verb == OPEN || order->verb == OPEN_MEMORY;

	if (order->verb == WRITE || order->verb == WRITE_MEMORY)
		hand_over(s->handover[0], *held_for(s, order->verb));
	if (order->verb == ENTER_NAMESPACE)
		pass_namespace(s, order->tid);
	give_order(s, by, order);
	if (!wait_for(s, by, by, PATIENCE_MS))
		fail(s, "silent");
	else if (opens && !s->shared->slots[by].error) {
		drop(held_for(s, order->verb));
		*held_for(s, order->verb) = take_over(s->handover[0]);
	}
}

static bool possible(struct stage *s, int by, struct order *order)
{
	struct player *p = by ? find(s, by) : NULL;

	if (!p)
		return false;
	if (order->verb == FINISH_WRITE)
		return p->stalled >= 0;
	if (order->other) {
		struct player *other = find(s, order->other);

		if (!other)
			return false;
		order->tid = other->tid;
	}
	if ((order->verb == WRITE || order->verb == WRITE_MEMORY) &&
	    *held_for(s, order->verb) < 0)
		return false;
	return idle(p);
}

static void happen(struct stage *s, int by, struct order *order)
{
	switch (order->verb) {
	case BEAR:
		bear(s, by, order);
		break;
	case EXECUTE:
		execute(s, by, order);
		break;
	case EXIT:
		end(s, by, order);
		break;
	case BEGIN_WRITE:
		begin_write(s, by, order);
		break;
	case FINISH_WRITE:
		finish_write(s, by);
		break;
	default:
		simple(s, by, order);
	}
}

/* Every task that can enters the kernel once more, and blocks. */
static void let_all_enter(struct stage *s, int but)
{
	const struct order look = { .verb = LOOK };

	for (int i = 1; i < s->next; i++)
		if (i != but && idle(find(s, i)))
			give_order(s, i, &look);
	for (int i = 1; i < s->next && !s->why; i++)
		if (idle(find(s, i)) && !wait_for(s, i, i, PATIENCE_MS))
			fail(s, "silent");
}

static void print_task(struct stage *s, int number)
{
	const struct slot *slot = &s->shared->slots[number];
	struct player *p = &s->players[number];

	printf(" %d=", number);
	if (idle(p))
		printf("%lx%02lx", slot->state, slot->control);
	else
		printf("---");
	view_print(&p->view, idle(p));
}

static void print_all(struct stage *s, int error)
{
	printf("%d", error);
	for (int i = 1; i < s->next; i++)
		if (find(s, i))
			print_task(s, i);
}

/* False if it does not go on from here. */
static bool play_event(struct stage *s, int by, struct order *order)
{
	bool looks = order->verb == LOOK;

	if (!looks && !possible(s, by, order)) {
		fail(s, "impossible");
		return false;
	}
	if (!looks)
		happen(s, by, order);
	if (!s->why)
		let_all_enter(s, looks ? 0 : by);
	if (s->why)
		return false;
	print_all(s, looks ? 0 : s->shared->slots[by].error);
	return true;
}

void stage_play(struct stage *s, char *events)
{
	struct order order;
	const char *gap = "";
	int by;

	while (!s->why && script_next(&events, &by, &order)) {
		printf("%s", gap);
		gap = ";";
		if (!play_event(s, by, &order))
			printf("%s", s->why);
	}
	putchar('\n');
}

/* Ends all that this process started and adopted; what does not end is an error. */
void stage_clear(struct stage *s)
{
	const struct timespec nap = { .tv_nsec = 100000000 };
	long limit = now_ms() + PATIENCE_MS;
	sigset_t child;
	pid_t pid;

	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	for (int i = 1; i < s->next; i++)
		if (find(s, i)) {
			kill(s->players[i].tid, SIGKILL);
			leave(&s->players[i]);
		}
	while ((pid = waitpid(-1, NULL, WNOHANG | __WALL)) >= 0) {
		if (pid == 0)
			sigtimedwait(&child, NULL, &nap);
		if (now_ms() > limit)
			die("tasks that do not end");
	}
	drop(&s->held[0]);
	drop(&s->held[1]);
	while (take_over(s->handover[0]) >= 0 || take_over(s->handover[1]) >= 0)
		;
}
