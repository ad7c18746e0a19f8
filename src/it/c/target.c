/*
 * A process that is hard to change.
 *
 * target shares: at each SIGUSR1 shares its memory with a child for 700 ms.
 * target shares forever: the same, until killed.
 * target traced: traces a child, whose PID it prints.
 */
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static char stack[65536];

static int sleep_a_while(void *forever)
{
	struct timespec left = { .tv_nsec = 700 * 1000 * 1000 };

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	do {
		nanosleep(&left, NULL);
	} while (forever);
	_exit(0);
}

static void share(void *forever)
{
	sigset_t set;
	int number;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigprocmask(SIG_BLOCK, &set, NULL);
	puts("ready");
	fflush(stdout);
	for (;;) {
		sigwait(&set, &number);
		clone(sleep_a_while, stack + sizeof(stack), CLONE_VM | SIGCHLD, forever);
		wait(NULL);
	}
}

static void trace(void)
{
	pid_t child = fork();

	if (!child) {
		ptrace(PTRACE_TRACEME, 0, 0, 0);
		raise(SIGSTOP);
		for (;;)
			pause();
	}
	waitpid(child, NULL, 0);
	ptrace(PTRACE_SETOPTIONS, child, 0, PTRACE_O_EXITKILL);
	ptrace(PTRACE_CONT, child, 0, 0);
	printf("%d\n", child);
	fflush(stdout);
	for (;;)
		pause();
}

int main(int argc, char **argv)
{
	if (argc > 1 && !strcmp(argv[1], "shares"))
		share(argc > 2 ? stack : NULL);
	if (argc > 1 && !strcmp(argv[1], "traced"))
		trace();
	return 2;
}
