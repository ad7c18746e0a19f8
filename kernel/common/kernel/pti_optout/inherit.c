// SPDX-License-Identifier: GPL-2.0-only
/*
 * Per-process opt-out of page table isolation: what becomes of it on fork(),
 * execve() and when a process gets other rights.
 */
#include <linux/binfmts.h>
#include <linux/cred.h>
#include <linux/mm.h>
#include <linux/sched.h>

#include "internal.h"

/* fork: arch_dup_mmap(), under the mmap_lock of both. */
void pti_optout_dup_mm(struct mm_struct *oldmm, struct mm_struct *mm)
{
	unsigned int state = pti_optout_state(oldmm);

	/* Failing means switched off meanwhile: then it stays isolated. */
	if (state != ARCH_PTI_ON)
		pti_optout_change(mm, state, false);
}

/*
 * commit_creds(), clone(CLONE_NEWUSER): whoever runs @mm from now on is
 * another.  That includes those who share it: a child of vfork() which changes
 * its ids ends its parent's opt-out, too.
 */
void pti_optout_domain_change(struct mm_struct *mm)
{
	unsigned int old;

	if (!mm || !pti_state_is_off(pti_optout_state(mm)))
		return;

	mmap_write_lock(mm);
	old = pti_optout_state(mm);
	if (pti_state_is_off(old))
		pti_optout_change(mm, ARCH_PTI_ON, true);
	mmap_write_unlock(mm);
	pti_optout_report_domain(mm, old);
}

/*
 * execve: exec_mmap(), with exec_update_lock held for writing, so that a change
 * from outside finds either the old mm, and is copied, or the new one.  Nobody
 * else knows of @mm yet.
 */
void pti_optout_exec_mmap(struct mm_struct *oldmm, struct mm_struct *mm)
{
	unsigned int old = oldmm ? pti_optout_state(oldmm) : ARCH_PTI_ON;
	unsigned int state = old == ARCH_PTI_OFF_NOEXEC ? ARCH_PTI_ON : old;
	int ret = 0;

	if (state == ARCH_PTI_OFF)
		ret = pti_optout_permitted();
	if (!ret && state != ARCH_PTI_ON)
		ret = pti_optout_change(mm, state, false);
	pti_optout_report_exec_mmap(old, state, ret);
}

/* execve: after commit_creds(), which may have ended an inherited opt-out. */
void pti_optout_exec_creds(struct linux_binprm *bprm)
{
	if (bprm->secureexec)
		pti_optout_domain_change(current->mm);
	pti_optout_report_exec_creds();
	pti_optout_exec_mark(bprm);
}
