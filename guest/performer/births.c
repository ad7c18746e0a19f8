// SPDX-License-Identifier: Apache-2.0
/* Tasks that make others, become others, and end. */
#include "performer.h"

#include <sched.h>
#include <signal.h>
#include <sys/mman.h>

#define STACK (64 * 1024)

/* The child, on its own stack, begins with perform(number). */
long clone_beside(long flags, void *stack_end, long number);
asm("clone_beside:\n"
    "	sub	$16, %rsi\n"
    "	mov	%rdx, (%rsi)\n"
    "	xor	%edx, %edx\n"
    "	xor	%r10d, %r10d\n"
    "	xor	%r8d, %r8d\n"
    "	mov	$56, %eax\n" /* __NR_clone */
    "	syscall\n"
    "	test	%rax, %rax\n"
    "	jz	1f\n"
    "	ret\n"
    "1:	mov	(%rsp), %rdi\n"
    "	call	perform\n");

static long with_same_memory(long flags, long number)
{
	long stack = sys(SYS_mmap, 0, STACK, PROT_READ | PROT_WRITE,
			 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (stack < 0)
		return stack;
	if (!(flags & CLONE_THREAD))
		flags |= SIGCHLD;
	return clone_beside(flags, (char *)stack + STACK, number);
}

/* The child reads nothing of the order: its maker may have the next one by then. */
long act_bear(const struct order *order)
{
	long flags = order->value, number = order->number, pid;

	if (flags & CLONE_VM)
		pid = with_same_memory(flags, number);
	else
		pid = sys(SYS_clone, flags | SIGCHLD);
	if (!pid)
		perform(number);
	return pid < 0 ? pid : 0;
}

long act_execute(const struct order *order)
{
	char path[128], digits[16], *end = path;
	char *argv[] = { path, digits, NULL };
	char *envp[] = { NULL };

	add_text(&end, SHARED->directory);
	add_text(&end, "/");
	add_text(&end, order->word);
	end = digits;
	add_number(&end, order->number);
	return sys(SYS_execve, path, argv, envp);
}

long act_exit(const struct order *order)
{
	return sys(order->value, 0);
}
