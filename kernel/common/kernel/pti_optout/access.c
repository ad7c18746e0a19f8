// SPDX-License-Identifier: GPL-2.0-only
/*
 * Per-process opt-out of page table isolation: who may opt out, and who may
 * get at the memory of a process which did.  It can read all of the kernel's,
 * so who can change what it executes can do so, too.
 */
#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/ptrace.h>
#include <linux/sched/mm.h>
#include <linux/sched/signal.h>
#include <linux/security.h>
#include <linux/spinlock.h>

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
 * Writing to the memory of another process: process_vm_writev() and
 * /proc/PID/mem.  What is written may come from a page that userfaultfd or FUSE
 * delivers as late as its owner likes, so the right to access that was seen
 * before says nothing.  A writer is counted instead: until it ends, @mm cannot
 * opt out (-EBUSY).
 *
 * @opener: whose open file this comes by, or NULL.  It may have been opened
 * before the process opted out, and be the standard output of a program with
 * more privilege now.
 *
 * Not counted, since they need no page of the writer while they write:
 * - ptrace(): who traces a task is seen by pti_optout_begin(), and the task
 *   cannot get away from him while he writes.
 * - process_madvise(), move_pages(), migrate_pages(): keep what is in memory.
 * - uprobes, bpf_probe_write_user(): for those who may read all of the kernel.
 * - What the process handed out itself: shared mappings, its userfaultfd,
 *   rings of io_uring, user_events, buffers of devices.
 */
int pti_optout_begin_write(struct mm_struct *mm, const struct cred *opener)
{
	struct pti_optout *pti = mm_pti_optout(mm);
	unsigned long flags;
	int ret = 0;
	bool may;

	if (!pti_optout_possible() || mm == current->mm)
		return 0;

	may = current_may_access() &&
	      (!opener || opener == current_cred() ||
	       pti_optout_cred_capable(opener));

	spin_lock_irqsave(&pti_optout_lock, flags);
	if (may || !pti_optout_active(mm))
		pti->writers++;
	else
		ret = -EPERM;
	spin_unlock_irqrestore(&pti_optout_lock, flags);

	return ret;
}

/* After pti_optout_begin_write() returned 0, with all pages unpinned. */
void pti_optout_end_write(struct mm_struct *mm)
{
	unsigned long flags;

	if (!pti_optout_possible() || mm == current->mm)
		return;

	spin_lock_irqsave(&pti_optout_lock, flags);
	mm_pti_optout(mm)->writers--;
	spin_unlock_irqrestore(&pti_optout_lock, flags);
}
