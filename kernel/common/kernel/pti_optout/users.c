// SPDX-License-Identifier: GPL-2.0-only
/*
 * Per-process opt-out of page table isolation: opting out a process, if nobody
 * else has a hand in it.
 */
#include <linux/cred.h>
#include <linux/mm.h>
#include <linux/sched/mm.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/spinlock.h>

#include "internal.h"

/*
 * Is @mm shared with another process than that of @task, or does somebody
 * without the capability trace one of its tasks?  tasklist_lock is held.
 */
static int check_users(struct mm_struct *mm, struct task_struct *task)
{
	struct task_struct *g, *t;
	int ret = 0;

	rcu_read_lock();
	for_each_process_thread(g, t) {
		if (READ_ONCE(t->mm) != mm || (t->flags & PF_KTHREAD))
			continue;
		if (!same_thread_group(t, task)) {
			ret = -EBUSY;
			goto out;
		}
		/*
		 * ptracer_cred says nothing: after PTRACE_TRACEME it is what
		 * the tracee had.
		 */
		if (t->ptrace &&
		    !pti_optout_cred_capable(__task_cred(t->parent)))
			ret = -EPERM;
	}
out:
	rcu_read_unlock();

	return ret;
}

/*
 * Opt out @mm, which is that of @task, with mmap_lock held for writing: only if
 * nobody but the process of @task uses it, nobody else writes to it, and nobody
 * without the capability traces it.  See pti_optout_change().
 */
int pti_optout_begin(struct mm_struct *mm, unsigned int state,
		     struct task_struct *task)
{
	bool was_off = pti_state_is_off(pti_optout_state(mm));
	unsigned long flags;
	int ret;

	mmap_assert_write_locked(mm);
	pti_optout_debug_begin(mm, true);

	arch_pti_optout_set_exec(mm, true, true);

	/*
	 * ptrace_traceme() of one of the tasks looks at the state with
	 * tasklist_lock held for writing: either it sees the new state, or its
	 * tracer is seen here.
	 */
	read_lock(&tasklist_lock);
	ret = check_users(mm, task);
	spin_lock_irqsave(&pti_optout_lock, flags);
	/* Comes before -EPERM, which is a tracer's. */
	if (mm_pti_optout(mm)->writers)
		ret = -EBUSY;
	if (!ret)
		ret = pti_optout_publish(mm, state);
	spin_unlock_irqrestore(&pti_optout_lock, flags);
	read_unlock(&tasklist_lock);

	pti_optout_follow(mm, was_off, true);

	return ret;
}
