// SPDX-License-Identifier: GPL-2.0-only
/*
 * Per-process opt-out of page table isolation: reading and setting the state.
 */
#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/ptrace.h>
#include <linux/rwsem.h>
#include <linux/sched/mm.h>
#include <linux/sched/signal.h>

#include "internal.h"

long pti_optout_get(struct mm_struct *mm)
{
	unsigned int state;

	if (!arch_pti_in_use())
		return ARCH_PTI_NOT_IN_USE;
	if (!mm)
		return ARCH_PTI_ON;
	state = pti_optout_state(mm);
	if (pti_state_is_off(state) && !READ_ONCE(pti_optout_switch))
		return ARCH_PTI_ON;
	return state;
}

static bool capable_to_opt_out(const struct cred *opener)
{
	if (!capable(CAP_PAYLOAD) && !capable(CAP_SYS_RAWIO))
		return false;
	return !opener || opener == current_cred() ||
	       pti_optout_cred_capable(opener);
}

/* To change another process takes the right to attach to it. */
static int may_change_other(struct task_struct *task, const struct cred *opener)
{
	const struct cred *old;
	bool ret;

	ret = ptrace_may_access(task, PTRACE_MODE_ATTACH_FSCREDS);
	if (ret && opener && opener != current_cred()) {
		old = override_creds(opener);
		ret = ptrace_may_access(task, PTRACE_MODE_ATTACH_FSCREDS);
		revert_creds(old);
	}
	return ret ? 0 : -EPERM;
}

/* @perm: 0 or why the caller may not widen anything. */
static int set_locked(struct task_struct *task, struct mm_struct *mm,
		      unsigned int state, int perm)
{
	unsigned int old = pti_optout_state(mm);
	bool checked = false;

	mmap_assert_write_locked(mm);

	if (pti_state_is_off(state)) {
		bool narrower = same_thread_group(task, current) &&
				pti_optout_active(mm) &&
				old == ARCH_PTI_OFF &&
				state == ARCH_PTI_OFF_NOEXEC;

		if (!narrower) {
			if (perm)
				return perm;
			checked = true;
		}
		if (old == ARCH_PTI_FORCED)
			return -EPERM;
	} else if (old == ARCH_PTI_FORCED) {
		return 0;
	}

	if (old == state)
		return 0;
	return checked ? pti_optout_begin(mm, state, task) :
			 pti_optout_change(mm, state, true);
}

/*
 * ptrace_attach() holds cred_guard_mutex from its access check until the tracer
 * is to be seen, and execve() until the new mm has its state.  exec_update_lock
 * keeps credentials and mm of another process together from check to change.
 */
static long set_state(struct task_struct *task, unsigned int state, int perm,
		      const struct cred *opener, unsigned int *old)
{
	struct signal_struct *signal = task->signal;
	struct mm_struct *mm = NULL;
	long ret;

	if (mutex_lock_interruptible(&signal->cred_guard_mutex))
		return -ERESTARTNOINTR;
	ret = down_read_killable(&signal->exec_update_lock);
	if (ret)
		goto out_mutex;

	mm = get_task_mm(task);
	if (!mm) {
		ret = -ESRCH;
		goto out_exec;
	}
	if (!same_thread_group(task, current))
		ret = may_change_other(task, opener);
	if (!ret)
		ret = mmap_write_lock_killable(mm);
	if (!ret) {
		*old = pti_optout_state(mm);
		ret = set_locked(task, mm, state, perm);
		mmap_write_unlock(mm);
	}
out_exec:
	up_read(&signal->exec_update_lock);
out_mutex:
	mutex_unlock(&signal->cred_guard_mutex);
	/* The last user frees it: not with these locks held. */
	if (mm)
		mmput(mm);
	return ret;
}

/* @old: set to the state before the call, where that came to it. */
static long check_and_set(struct task_struct *task, unsigned int state,
			  const struct cred *opener, unsigned int *old)
{
	bool other = !same_thread_group(task, current);
	bool off = pti_state_is_off(state);
	int perm = 0;

	if (off && !arch_pti_in_use())
		return -ENXIO;

	if (off || other) {
		if (!capable_to_opt_out(opener))
			perm = -EPERM;
		else if (off)
			perm = pti_optout_permitted();
		/* Do not even wait for the locks of another process. */
		if (perm && other)
			return perm;
	}
	if (!arch_pti_in_use())
		return other ? may_change_other(task, opener) : 0;

	return set_state(task, state, perm, opener, old);
}

static unsigned int state_of(struct task_struct *task)
{
	unsigned int ret;

	task_lock(task);
	ret = pti_optout_get(task->mm);
	task_unlock(task);

	return ret;
}

/*
 * @opener: whose open file this comes by, or NULL.  Errors in order: -EINVAL,
 * -ENXIO, -EPERM (no right, switched off, forced), -EBUSY (shared mm, foreign
 * writer), -EPERM (tracer).
 */
long pti_optout_set(struct task_struct *task, unsigned long state,
		    const struct cred *opener)
{
	unsigned int old;
	long ret;

	if (state > ARCH_PTI_FORCED)
		return -EINVAL;

	old = state_of(task);
	ret = check_and_set(task, state, opener, &old);
	pti_optout_report(task, old, state, PTI_OPTOUT_SET, ret);

	return ret;
}

long pti_optout_set_current(unsigned long state)
{
	return pti_optout_set(current, state, NULL);
}
