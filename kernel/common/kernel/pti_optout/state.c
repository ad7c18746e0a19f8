// SPDX-License-Identifier: GPL-2.0-only
/*
 * Per-process opt-out of page table isolation: the state of an mm.
 *
 * The order of a change of an mm that is in use:
 *
 *	opting out			back to isolation
 *	1 user pages executable,	1 state
 *	  flush				2 all CPUs which run it follow, wait
 *	2 state				3 user pages not executable,
 *	3 all CPUs which run it follow	  flush
 *
 * So no CPU ever is in user mode on the kernel's page tables while these do not
 * let it execute, and none still is there when a call that ended an opt-out
 * returns.
 */
#include <linux/mm.h>
#include <linux/sched/mm.h>
#include <linux/spinlock.h>

#include "internal.h"

/* Taken with tasklist_lock held and interrupts off, too. */
DEFINE_SPINLOCK(pti_optout_lock);
static HLIST_HEAD(pti_optout_mms);

bool pti_optout_active(struct mm_struct *mm)
{
	return READ_ONCE(mm_pti_optout(mm)->active);
}

/* Nobody opts out any more once the switch is off: see pti_optout_revoke(). */
int pti_optout_publish(struct mm_struct *mm, unsigned int state)
{
	struct pti_optout *pti = mm_pti_optout(mm);
	bool off = pti_state_is_off(state);

	lockdep_assert_held(&pti_optout_lock);

	if (!off)
		hlist_del_init(&pti->node);
	else if (!READ_ONCE(pti_optout_switch))
		return -EPERM;
	else if (hlist_unhashed(&pti->node))
		hlist_add_head(&pti->node, &pti_optout_mms);
	WRITE_ONCE(pti->state, state);
	WRITE_ONCE(pti->active, off);

	return 0;
}

/*
 * The switch is off: who holds the lock after this finds it so.  Until the
 * states follow, no mm is active, and all CPUs know when this returns.
 */
void pti_optout_revoke(void)
{
	struct pti_optout *pti;

	spin_lock_irq(&pti_optout_lock);
	hlist_for_each_entry(pti, &pti_optout_mms, node)
		WRITE_ONCE(pti->active, false);
	spin_unlock_irq(&pti_optout_lock);
	arch_pti_optout_sync_all();
}

/* After an attempt to change the state, whether that failed or not. */
void pti_optout_follow(struct mm_struct *mm, bool was_off, bool live)
{
	bool off = pti_state_is_off(pti_optout_state(mm));

	if (live && off != was_off)
		arch_pti_optout_sync(mm);
	if (!off)
		arch_pti_optout_set_exec(mm, false, live);
	pti_optout_debug_end(mm, live);
}

/*
 * @live: other tasks can reach @mm, or some CPU may have it loaded.
 *
 * A failure changes nothing.
 */
int pti_optout_change(struct mm_struct *mm, unsigned int state, bool live)
{
	bool was_off = pti_state_is_off(pti_optout_state(mm));
	unsigned long flags;
	int ret;

	if (live)
		mmap_assert_write_locked(mm);
	pti_optout_debug_begin(mm, live);

	if (pti_state_is_off(state))
		arch_pti_optout_set_exec(mm, true, live);
	spin_lock_irqsave(&pti_optout_lock, flags);
	ret = pti_optout_publish(mm, state);
	spin_unlock_irqrestore(&pti_optout_lock, flags);
	pti_optout_follow(mm, was_off, live);

	return ret;
}

static struct mm_struct *get_first_mm(void)
{
	struct pti_optout *pti;
	struct mm_struct *ret = NULL;

	spin_lock_irq(&pti_optout_lock);
	hlist_for_each_entry(pti, &pti_optout_mms, node) {
		struct mm_struct *mm = pti_optout_mm(pti);

		/* One without users never gets to user mode again. */
		if (mmget_not_zero(mm)) {
			ret = mm;
			break;
		}
	}
	spin_unlock_irq(&pti_optout_lock);

	return ret;
}

/*
 * After pti_optout_revoke().  What remains to be done for those which had opted
 * out: their states and page tables.
 */
int pti_optout_end_all(void)
{
	struct mm_struct *mm;

	while ((mm = get_first_mm())) {
		int ret = mmap_write_lock_killable(mm);

		if (!ret) {
			unsigned int old = pti_optout_state(mm);

			if (pti_state_is_off(old))
				pti_optout_change(mm, ARCH_PTI_ON, true);
			pti_optout_report_switch(mm, old);
			mmap_write_unlock(mm);
		}
		mmput(mm);
		if (ret)
			return ret;
		cond_resched();
	}
	pti_optout_debug_ended();
	return 0;
}

/*
 * An mm of fork() is a copy of its parent's, made without any lock.  It gets
 * its state in pti_optout_dup_mm().
 */
void pti_optout_init_mm(struct mm_struct *mm)
{
	*mm_pti_optout(mm) = (struct pti_optout) { };
}

void pti_optout_destroy_mm(struct mm_struct *mm)
{
	unsigned long flags;

	if (hlist_unhashed(&mm_pti_optout(mm)->node))
		return;

	spin_lock_irqsave(&pti_optout_lock, flags);
	hlist_del_init(&mm_pti_optout(mm)->node);
	spin_unlock_irqrestore(&pti_optout_lock, flags);
}

/* Is @mm, which need not exist any more, opted out?  No sleeping here. */
bool pti_optout_listed(struct mm_struct *mm)
{
	struct pti_optout *pti;
	unsigned long flags;
	bool ret = false;

	spin_lock_irqsave(&pti_optout_lock, flags);
	hlist_for_each_entry(pti, &pti_optout_mms, node) {
		if (pti == mm_pti_optout(mm)) {
			ret = true;
			break;
		}
	}
	spin_unlock_irqrestore(&pti_optout_lock, flags);

	return ret;
}
