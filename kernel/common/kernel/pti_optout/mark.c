// SPDX-License-Identifier: GPL-2.0-only
/*
 * Per-process opt-out of page table isolation: binaries which the administrator
 * marked by CAP_PAYLOAD in their permitted file capabilities.
 */
#include <linux/binfmts.h>
#include <linux/cred.h>
#include <linux/mm.h>
#include <linux/sched.h>

#include "internal.h"

/* The administrator marked the file that was asked for: may it count? */
static int mark_permitted(struct linux_binprm *bprm)
{
	const struct cred *cred = current_cred();

	/* A script or the like names another file than the marked one. */
	if (bprm->interp != bprm->filename)
		return -EPERM;
	if (cred->user_ns != &init_user_ns ||
	    !cap_raised(cred->cap_permitted, CAP_PAYLOAD) ||
	    task_no_new_privs(current))
		return -EPERM;

	return pti_optout_permitted();
}

/*
 * cred_guard_mutex is held, so nobody becomes a tracer meanwhile, and
 * exec_update_lock, so nobody else changes the state.
 */
void pti_optout_exec_mark(struct linux_binprm *bprm)
{
	struct mm_struct *mm = current->mm;
	unsigned int old = pti_optout_state(mm);
	int ret;

	if (!bprm->fcap_payload || !arch_pti_in_use())
		return;

	ret = mark_permitted(bprm);
	if (!ret && old == ARCH_PTI_FORCED)
		ret = -EPERM;
	if (!ret) {
		mmap_write_lock(mm);
		ret = pti_optout_begin(mm, ARCH_PTI_OFF, current);
		mmap_write_unlock(mm);
	}
	pti_optout_report(current, old, ARCH_PTI_OFF, PTI_OPTOUT_MARK, ret);
}
