// SPDX-License-Identifier: Apache-2.0
/* A task: waits for orders, carries them out, tells how they ended. */
#include "performer.h"

#include <sys/mman.h>
#include <sys/prctl.h>

static long act_look(const struct order *order)
{
	(void)order;
	return 0;
}

static long (*const acts[])(const struct order *order) = {
	[LOOK] = act_look,
	[SET] = act_set,
	[SET_BY_PRCTL] = act_set_by_prctl,
	[SET_BY_FILE] = act_set_by_file,
	[OPEN] = act_open,
	[WRITE] = act_write,
	[BEAR] = act_bear,
	[EXECUTE] = act_execute,
	[EXIT] = act_exit,
	[SET_ID] = act_set_id,
	[SET_EFFECTIVE_ID] = act_set_effective_id,
	[SET_FS_ID] = act_set_fs_id,
	[DROP] = act_capabilities,
	[LOWER] = act_capabilities,
	[RAISE] = act_capabilities,
	[BOUND] = act_capabilities,
	[AMBIENT] = act_capabilities,
	[CONTROL] = act_control,
	[FILTER] = act_filter,
	[UNSHARE] = act_unshare,
	[ENTER_NAMESPACE] = act_enter_namespace,
	[ATTACH] = act_attach,
	[TRACE_ME] = act_trace_me,
	[WRITE_TO] = act_write_to,
	[BEGIN_WRITE] = act_begin_write,
	[OPEN_MEMORY] = act_open_memory,
	[WRITE_MEMORY] = act_write_memory,
	[SYSCTL] = act_sysctl,
	[LOCKDOWN] = act_lockdown,
	[REAP] = act_reap,
};

/* Enters the kernel several times after the order was carried out. */
static void answer(struct slot *slot, long result)
{
	slot->error = result < 0 ? -result : 0;
	slot->tid = sys(SYS_gettid);
	slot->state = sys(SYS_arch_prctl, ARCH_PTI_GET, 0);
	slot->control = sys(SYS_prctl, PR_GET_SPECULATION_CTRL, PR_SPEC_PTI);
	slot->answered = slot->ordered;
	SHARED->bell++;
	futex_wake(&SHARED->bell);
}

_Noreturn void perform(int number)
{
	struct slot *slot = &SHARED->slots[number];
	uint32_t last = slot->ordered;

	answer(slot, 0);
	for (;;) {
		while (slot->ordered == last)
			futex_wait(&slot->ordered, last, 0);
		last = slot->ordered;
		answer(slot, acts[slot->order.verb](&slot->order));
	}
}

/* The number is the last argument, after a #! file's own, if it is one. */
__attribute__((used)) static _Noreturn void start(const long *stack)
{
	const char *digit = (const char *)stack[*stack];
	int number = 0;
	long at = sys(SYS_mmap, SHARED, sizeof(*SHARED), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_FIXED, SHARED_FD, 0);

	while (*digit)
		number = 10 * number + *digit++ - '0';
	if (at == (long)SHARED)
		perform(number);
	for (;;)
		sys(SYS_exit_group, 125);
}

asm(".globl _start\n"
    "_start: mov %rsp, %rdi\n"
    "	call start\n");
