/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _LINUX_PTI_OPTOUT_H
#define _LINUX_PTI_OPTOUT_H

/*
 * Hooks in generic code for processes which opt out of page table isolation.
 * See arch/x86/mm/pti_optout.c.
 */

#include <linux/types.h>

struct linux_binprm;
struct mm_struct;
struct seq_file;
struct task_struct;

#ifdef CONFIG_X86_PTI_OPTOUT
void pti_optout_domain_change(struct mm_struct *mm);
void pti_optout_exec_inherit(struct linux_binprm *bprm);
void pti_optout_exec_file(struct linux_binprm *bprm);
bool pti_optout_may_trace(struct mm_struct *mm);
bool pti_optout_may_be_traced(struct task_struct *tracer);
void pti_optout_proc_status(struct seq_file *m, struct mm_struct *mm);
#else
static inline void pti_optout_domain_change(struct mm_struct *mm) { }
static inline void pti_optout_exec_inherit(struct linux_binprm *bprm) { }
static inline void pti_optout_exec_file(struct linux_binprm *bprm) { }
static inline bool pti_optout_may_trace(struct mm_struct *mm) { return true; }
static inline bool pti_optout_may_be_traced(struct task_struct *tracer)
{
	return true;
}
static inline void pti_optout_proc_status(struct seq_file *m,
					  struct mm_struct *mm) { }
#endif

#endif /* _LINUX_PTI_OPTOUT_H */
