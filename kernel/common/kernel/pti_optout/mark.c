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

/* Did the administrator mark the file that was asked for, and may it count? */
static bool exec_marked(struct linux_binprm *bprm)
{
	const struct cred *cred = current_cred();

	if (!bprm->fcap_payload || !arch_pti_in_use())
		return false;
	/* A script or the like names another file than the marked one. */
	if (bprm->interp != bprm->filename)
		return false;

	return cred->user_ns == &init_user_ns &&
	       cap_raised(cred->cap_permitted, CAP_PAYLOAD) &&
	       !task_no_new_privs(current) &&
	       !pti_optout_permitted();
}

/* cred_guard_mutex is held, so nobody becomes a tracer meanwhile. */
void pti_optout_exec_mark(struct linux_binprm *bprm)
{
	struct mm_struct *mm = current->mm;

	if (!exec_marked(bprm))
		return;

	mmap_write_lock(mm);
	if (pti_optout_state(mm) != ARCH_PTI_FORCED)
		pti_optout_begin(mm, ARCH_PTI_OFF, current);
	mmap_write_unlock(mm);
}
