/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _LINUX_PTI_OPTOUT_H
#define _LINUX_PTI_OPTOUT_H

/*
 * Processes which opt out of page table isolation: the hooks that generic code
 * calls, see kernel/pti_optout/.
 */

#include <linux/types.h>

struct cred;
struct linux_binprm;
struct mm_struct;
struct seq_file;
struct task_struct;

#ifdef CONFIG_PTI_OPTOUT

/* switch.c: 0 from boot on unless asked for; 1 to 0 at run time, never back */
extern int pti_optout_switch;

/* state.c: does @mm run in user mode on the kernel's page tables? */
bool pti_optout_active(struct mm_struct *mm);

/* Life of an mm: arch's init_new_context(), destroy_context() */
void pti_optout_init_mm(struct mm_struct *mm);
void pti_optout_destroy_mm(struct mm_struct *mm);

/* inherit.c: copies of an mm, other credentials */
void pti_optout_dup_mm(struct mm_struct *oldmm, struct mm_struct *mm);
void pti_optout_domain_change(struct mm_struct *mm);
void pti_optout_exec_mmap(struct mm_struct *oldmm, struct mm_struct *mm);
void pti_optout_exec_creds(struct linux_binprm *bprm);

/* access.c: who may get at the memory of an opted-out process? */
bool pti_optout_may_access(struct task_struct *task, unsigned int mode);
bool pti_optout_may_traceme(struct task_struct *tracer);
int pti_optout_begin_write(struct mm_struct *mm, const struct cred *opener);
void pti_optout_end_write(struct mm_struct *mm);

/* control.c: the state of the caller's process, and of any */
long pti_optout_get(struct mm_struct *mm);
long pti_optout_set_current(unsigned long state);
long pti_optout_set(struct task_struct *task, unsigned long state,
		    const struct cred *opener);

/* fs/proc/pti_optout.c: /proc/PID/... */
extern const struct file_operations proc_pid_pti_optout_operations;
void pti_optout_proc_status(struct seq_file *m, struct mm_struct *mm);

/* report.c: tracepoints and audit records */
enum pti_optout_reason {
	PTI_OPTOUT_SET,		/* arch_prctl(), prctl(), /proc */
	PTI_OPTOUT_FORK,	/* inherited */
	PTI_OPTOUT_EXEC,	/* inherited, or not any more */
	PTI_OPTOUT_MARK,	/* CAP_PAYLOAD of the executed file */
	PTI_OPTOUT_DOMAIN,	/* other ids, capabilities, user namespace */
	PTI_OPTOUT_SWITCH,	/* kernel.pti_optout */
};

void pti_optout_report_fork(struct task_struct *child, u64 clone_flags);

#else /* !CONFIG_PTI_OPTOUT */

/* state.c */
static inline void pti_optout_init_mm(struct mm_struct *mm) { }
static inline void pti_optout_destroy_mm(struct mm_struct *mm) { }

/* inherit.c */
static inline void pti_optout_dup_mm(struct mm_struct *oldmm,
				     struct mm_struct *mm) { }
static inline void pti_optout_domain_change(struct mm_struct *mm) { }
static inline void pti_optout_exec_mmap(struct mm_struct *oldmm,
					struct mm_struct *mm) { }
static inline void pti_optout_exec_creds(struct linux_binprm *bprm) { }

/* access.c */
static inline bool pti_optout_may_access(struct task_struct *task,
					 unsigned int mode)
{
	return true;
}

static inline bool pti_optout_may_traceme(struct task_struct *tracer)
{
	return true;
}

static inline int pti_optout_begin_write(struct mm_struct *mm,
					 const struct cred *opener)
{
	return 0;
}

static inline void pti_optout_end_write(struct mm_struct *mm) { }

/* control.c */
static inline long pti_optout_get(struct mm_struct *mm) { return -EINVAL; }
static inline long pti_optout_set_current(unsigned long state)
{
	return -EINVAL;
}

/* fs/proc/pti_optout.c */
static inline void pti_optout_proc_status(struct seq_file *m,
					  struct mm_struct *mm) { }

/* report.c */
static inline void pti_optout_report_fork(struct task_struct *child,
					  u64 clone_flags) { }

#endif /* CONFIG_PTI_OPTOUT */

#endif /* _LINUX_PTI_OPTOUT_H */
