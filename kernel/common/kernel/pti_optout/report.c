// SPDX-License-Identifier: GPL-2.0-only
/*
 * Per-process opt-out of page table isolation: what tracepoints and the audit
 * log say of it.
 */
#include <linux/audit.h>
#include <linux/mm_types.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>

#include "internal.h"

#define CREATE_TRACE_POINTS
#include <trace/events/pti_optout.h>

/* Values of the audit log have no spaces. */
static const char * const states[] = {
	[ARCH_PTI_ON]		= "enabled",
	[ARCH_PTI_OFF]		= "disabled",
	[ARCH_PTI_OFF_NOEXEC]	= "disabled-until-exec",
	[ARCH_PTI_FORCED]	= "forced",
	[ARCH_PTI_NOT_IN_USE]	= "not-in-use",
};

static const char * const reasons[] = {
	[PTI_OPTOUT_SET]	= "set",
	[PTI_OPTOUT_FORK]	= "fork",
	[PTI_OPTOUT_EXEC]	= "exec",
	[PTI_OPTOUT_MARK]	= "mark",
	[PTI_OPTOUT_DOMAIN]	= "domain",
	[PTI_OPTOUT_SWITCH]	= "switch",
};

/* No events: an error that says nothing about the right, and no change. */
static bool worth_tracing(unsigned int old, unsigned int new,
			  enum pti_optout_reason reason, int error)
{
	if (error)
		return error == -EPERM || error == -EBUSY || error == -ENXIO;
	return old != new || reason != PTI_OPTOUT_SET;
}

static void trace_report(struct task_struct *task, unsigned int old,
			 unsigned int new, enum pti_optout_reason reason,
			 int error)
{
	if (error)
		trace_pti_optout_refused(task, old, new, reason, error);
	else if (pti_state_is_off(new))
		trace_pti_optout_granted(task, old, new, reason, error);
	else if (pti_state_is_off(old))
		trace_pti_optout_ended(task, old, new, reason, error);
}

/* What somebody decided: granted or refused, not inherited; taken away. */
static bool worth_auditing(unsigned int old, unsigned int new,
			   enum pti_optout_reason reason, int error)
{
	if (!audit_enabled)
		return false;
	if (error)
		return error == -EPERM;
	if (pti_state_is_off(new))
		return reason == PTI_OPTOUT_SET || reason == PTI_OPTOUT_MARK;
	return pti_state_is_off(old) && reason == PTI_OPTOUT_DOMAIN;
}

static void audit_report(struct task_struct *task, unsigned int old,
			 unsigned int new, enum pti_optout_reason reason,
			 int error)
{
	char comm[TASK_COMM_LEN];
	struct audit_buffer *ab;

	ab = audit_log_start(audit_context(), GFP_KERNEL, AUDIT_PTI_OPTOUT);
	if (!ab)
		return;
	/* Who did it, then to whom */
	audit_log_task_info(ab);
	audit_log_format(ab, " op=%s opid=%d ocomm=", reasons[reason],
			 task_tgid_nr(task));
	audit_log_untrustedstring(ab, get_task_comm(comm, task));
	audit_log_format(ab, " old-state=%s new-state=%s res=%d", states[old],
			 states[new], !error);
	audit_log_end(ab);
}

/*
 * The state of the process of @task was @old and is @new, or, if there is an
 * @error, should have become @new.  May sleep.
 */
void pti_optout_report(struct task_struct *task, unsigned int old,
		       unsigned int new, enum pti_optout_reason reason,
		       int error)
{
	if (!worth_tracing(old, new, reason, error))
		return;
	trace_report(task, old, new, reason, error);
	if (worth_auditing(old, new, reason, error))
		audit_report(task, old, new, reason, error);
}

/* The opt-out of @mm ended; one of fork() is reported when it has a PID. */
void pti_optout_report_domain(struct mm_struct *mm, unsigned int old)
{
	if (mm == current->mm)
		pti_optout_report(current, old, ARCH_PTI_ON, PTI_OPTOUT_DOMAIN,
				  0);
}

/* What execve() keeps is reported when the process has its new name. */
void pti_optout_report_exec_mmap(unsigned int old, unsigned int new, int error)
{
	if (error || !pti_state_is_off(new))
		pti_optout_report(current, old, new, PTI_OPTOUT_EXEC, error);
}

void pti_optout_report_exec_creds(void)
{
	unsigned int state = pti_optout_state(current->mm);

	pti_optout_report(current, state, state, PTI_OPTOUT_EXEC, 0);
}

/* The opt-out of @mm, whoever uses it, was switched off. */
void pti_optout_report_switch(struct mm_struct *mm, unsigned int old)
{
	struct task_struct *p, *t;

	if (!trace_pti_optout_ended_enabled() || !pti_state_is_off(old))
		return;

	rcu_read_lock();
	for_each_process_thread(p, t) {
		if (READ_ONCE(t->mm) != mm || (t->flags & PF_KTHREAD))
			continue;
		trace_report(t, old, ARCH_PTI_ON, PTI_OPTOUT_SWITCH, 0);
		break;
	}
	rcu_read_unlock();
}

/* From kernel_clone(): @child of current has not run yet. */
void pti_optout_report_fork(struct task_struct *child, u64 clone_flags)
{
	unsigned int old, new;

	if (!current->mm || !child->mm || child->mm == current->mm)
		return;

	old = pti_optout_state(current->mm);
	new = pti_optout_state(child->mm);
	if (pti_state_is_off(new))
		pti_optout_report(child, new, new, PTI_OPTOUT_FORK, 0);
	else if (clone_flags & CLONE_NEWUSER)
		pti_optout_report(child, old, new, PTI_OPTOUT_DOMAIN, 0);
}
