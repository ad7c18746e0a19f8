// SPDX-License-Identifier: GPL-2.0-only
/*
 * Per-process opt-out of page table isolation: who may opt out, and who may
 * get at the memory of a process which did.  It can read all of the kernel's,
 * so who can change what it executes can do so, too.
 */
#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/fs.h>
#include <linux/ptrace.h>
#include <linux/sched/mm.h>
#include <linux/sched/signal.h>
#include <linux/security.h>

#include "internal.h"

/* May anybody opt out, on this machine and now? */
int pti_optout_permitted(void)
{
	if (!READ_ONCE(pti_optout_switch))
		return -EPERM;
	return security_locked_down(LOCKDOWN_PTI_OPTOUT);
}

bool pti_optout_cred_capable(const struct cred *cred)
{
	return !security_capable(cred, &init_user_ns, CAP_PAYLOAD,
				 CAP_OPT_NOAUDIT) ||
	       !security_capable(cred, &init_user_ns, CAP_SYS_RAWIO,
				 CAP_OPT_NOAUDIT);
}

/* The capability, or being opted out oneself: with nothing to gain. */
static bool current_may_access(void)
{
	return pti_optout_cred_capable(current_cred()) ||
	       (current->mm && pti_optout_active(current->mm));
}

/* From __ptrace_may_access(), with task_lock of the task held. */
bool pti_optout_may_access(struct task_struct *task, unsigned int mode)
{
	struct mm_struct *mm = task->mm;

	return !(mode & PTRACE_MODE_ATTACH) || !mm || !pti_optout_active(mm) ||
	       current_may_access();
}

/*
 * PTRACE_TRACEME makes @tracer, the parent of current, its tracer.  Called
 * with tasklist_lock held for writing, under which task_lock() cannot be taken:
 * the parent's mm must not be dereferenced.
 */
bool pti_optout_may_traceme(struct task_struct *tracer)
{
	bool ret;

	if (!pti_optout_active(current->mm))
		return true;

	rcu_read_lock();
	ret = pti_optout_cred_capable(__task_cred(tracer));
	rcu_read_unlock();

	return ret || pti_optout_listed(READ_ONCE(tracer->mm));
}

/*
 * Write to @mm by /proc/PID/mem.  @file may have been opened before the process
 * opted out, and handed to a program with more privilege, like its standard
 * output.
 */
bool pti_optout_may_write_mem(struct file *file, struct mm_struct *mm)
{
	if (mm == current->mm || !pti_optout_active(mm))
		return true;

	return current_may_access() &&
	       (file->f_cred == current_cred() ||
		pti_optout_cred_capable(file->f_cred));
}
