// SPDX-License-Identifier: GPL-2.0-only
/*
 * Per-process opt-out of page table isolation as a speculation control.
 *
 * The misfeature is user mode running with the kernel mapped.  Unlike the
 * others it belongs to the mm, and the unusual state is PR_SPEC_ENABLE.
 */
#include <linux/errno.h>
#include <linux/prctl.h>
#include <linux/pti_optout.h>
#include <linux/sched.h>

#include <asm/pti_optout.h>

int pti_optout_prctl_set(struct task_struct *task, unsigned long ctrl)
{
	if (task != current)
		return -EPERM;

	switch (ctrl) {
	case PR_SPEC_ENABLE:
		return pti_optout_set_current(ARCH_PTI_OFF);
	case PR_SPEC_ENABLE_NOEXEC:
		return pti_optout_set_current(ARCH_PTI_OFF_NOEXEC);
	case PR_SPEC_DISABLE:
		return pti_optout_set_current(ARCH_PTI_ON);
	case PR_SPEC_FORCE_DISABLE:
		return pti_optout_set_current(ARCH_PTI_FORCED);
	default:
		return -ERANGE;
	}
}

int pti_optout_prctl_get(struct task_struct *task)
{
	switch (pti_optout_get(task->mm)) {
	case ARCH_PTI_ON:
		return PR_SPEC_PRCTL | PR_SPEC_DISABLE;
	case ARCH_PTI_OFF:
		return PR_SPEC_PRCTL | PR_SPEC_ENABLE;
	case ARCH_PTI_OFF_NOEXEC:
		return PR_SPEC_PRCTL | PR_SPEC_ENABLE_NOEXEC;
	case ARCH_PTI_FORCED:
		return PR_SPEC_PRCTL | PR_SPEC_FORCE_DISABLE;
	default:
		return boot_cpu_has_bug(X86_BUG_CPU_MELTDOWN) ?
			PR_SPEC_ENABLE : PR_SPEC_NOT_AFFECTED;
	}
}
