/* SPDX-License-Identifier: GPL-2.0 */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM pti_optout

#if !defined(_TRACE_PTI_OPTOUT_H) || defined(TRACE_HEADER_MULTI_READ)
#define _TRACE_PTI_OPTOUT_H

#include <linux/pti_optout.h>
#include <linux/sched.h>
#include <linux/tracepoint.h>

#include <asm/prctl.h>

TRACE_DEFINE_ENUM(PTI_OPTOUT_SET);
TRACE_DEFINE_ENUM(PTI_OPTOUT_FORK);
TRACE_DEFINE_ENUM(PTI_OPTOUT_EXEC);
TRACE_DEFINE_ENUM(PTI_OPTOUT_MARK);
TRACE_DEFINE_ENUM(PTI_OPTOUT_DOMAIN);
TRACE_DEFINE_ENUM(PTI_OPTOUT_SWITCH);

#define show_pti_optout_state(state)				\
	__print_symbolic(state,					\
		{ ARCH_PTI_ON,		"enabled" },		\
		{ ARCH_PTI_OFF,		"disabled" },		\
		{ ARCH_PTI_OFF_NOEXEC,	"disabled-until-exec" },	\
		{ ARCH_PTI_FORCED,	"forced" },		\
		{ ARCH_PTI_NOT_IN_USE,	"not-in-use" })

#define show_pti_optout_reason(reason)				\
	__print_symbolic(reason,				\
		{ PTI_OPTOUT_SET,	"set" },		\
		{ PTI_OPTOUT_FORK,	"fork" },		\
		{ PTI_OPTOUT_EXEC,	"exec" },		\
		{ PTI_OPTOUT_MARK,	"mark" },		\
		{ PTI_OPTOUT_DOMAIN,	"domain" },		\
		{ PTI_OPTOUT_SWITCH,	"switch" })

/*
 * @task:	whose process's isolation is changed, or stays; current may be
 *		another
 * @new:	what was asked for, where it was refused
 * @error:	why it was refused
 */
DECLARE_EVENT_CLASS(pti_optout_class,
		    TP_PROTO(struct task_struct *task, unsigned int old,
			     unsigned int new, enum pti_optout_reason reason,
			     int error),
		    TP_ARGS(task, old, new, reason, error),
		    TP_STRUCT__entry(__array(char, comm, TASK_COMM_LEN)
				     __field(pid_t, pid)
				     __field(u8, old)
				     __field(u8, new)
				     __field(u8, reason)
				     __field(int, error)),
		    TP_fast_assign(memcpy(__entry->comm, task->comm,
					  TASK_COMM_LEN);
				   __entry->pid = task->tgid;
				   __entry->old = old;
				   __entry->new = new;
				   __entry->reason = reason;
				   __entry->error = error;),
		    TP_printk("pid=%d comm=%s old=%s new=%s reason=%s",
			      __entry->pid, __entry->comm,
			      show_pti_optout_state(__entry->old),
			      show_pti_optout_state(__entry->new),
			      show_pti_optout_reason(__entry->reason)));

/* It runs opted out from now on: asked for, inherited, or by its mark. */
DEFINE_EVENT(pti_optout_class, pti_optout_granted,
	     TP_PROTO(struct task_struct *task, unsigned int old,
		      unsigned int new, enum pti_optout_reason reason,
		      int error),
	     TP_ARGS(task, old, new, reason, error));

/* It was opted out, and is isolated from now on. */
DEFINE_EVENT(pti_optout_class, pti_optout_ended,
	     TP_PROTO(struct task_struct *task, unsigned int old,
		      unsigned int new, enum pti_optout_reason reason,
		      int error),
	     TP_ARGS(task, old, new, reason, error));

DEFINE_EVENT_PRINT(pti_optout_class, pti_optout_refused,
		   TP_PROTO(struct task_struct *task, unsigned int old,
			    unsigned int new, enum pti_optout_reason reason,
			    int error),
		   TP_ARGS(task, old, new, reason, error),
		   TP_printk("pid=%d comm=%s old=%s new=%s reason=%s error=%d",
			     __entry->pid, __entry->comm,
			     show_pti_optout_state(__entry->old),
			     show_pti_optout_state(__entry->new),
			     show_pti_optout_reason(__entry->reason),
			     __entry->error));

#endif /* _TRACE_PTI_OPTOUT_H */

#include <trace/define_trace.h>
