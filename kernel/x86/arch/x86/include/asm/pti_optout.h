/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _ASM_X86_PTI_OPTOUT_H
#define _ASM_X86_PTI_OPTOUT_H

#include <linux/pti_optout_types.h>
#include <linux/types.h>

#include <asm/cpufeature.h>
#include <asm/prctl.h>
#include <asm/pti_optout_debug.h>

struct mm_struct;
struct pid_namespace;
struct seq_file;
struct task_struct;

#ifdef CONFIG_X86_PTI_OPTOUT

/* For kernel/pti_optout/ */
#define mm_pti_optout(mm)	(&(mm)->context.pti_optout)
#define pti_optout_mm(pti)	\
	container_of(pti, struct mm_struct, context.pti_optout)

static inline bool arch_pti_in_use(void)
{
	return cpu_feature_enabled(X86_FEATURE_PTI);
}

/* mm/pti_optout.c: for kernel/pti_optout/ */
void arch_pti_optout_set_exec(struct mm_struct *mm, bool exec, bool live);
void arch_pti_optout_sync(struct mm_struct *mm);
void arch_pti_optout_sync_all(void);

/* For arch/x86/ */
void pti_optout_check_boottime(void);
bool pti_optout_user_exec(void *pgdp);

/* Processes may opt out: entry and exit need not write CR3.  For all. */
static __always_inline bool pti_optout_possible(void)
{
	return cpu_feature_enabled(X86_FEATURE_PTI_OPTOUT);
}

/* ... and somebody with the capability still can. */
bool pti_optout_available(void);

/* kernel/pti_optout.c: a speculation control */
int pti_optout_prctl_set(struct task_struct *task, unsigned long ctrl);
int pti_optout_prctl_get(struct task_struct *task);

#else /* !CONFIG_X86_PTI_OPTOUT */

/* mm/pti_optout.c */
static inline void pti_optout_check_boottime(void) { }
static inline bool pti_optout_user_exec(void *pgdp) { return false; }
static __always_inline bool pti_optout_possible(void) { return false; }
static inline bool pti_optout_available(void) { return false; }

/* kernel/pti_optout.c */
static inline int pti_optout_prctl_set(struct task_struct *task,
				       unsigned long ctrl)
{
	return -ENODEV;
}

static inline int pti_optout_prctl_get(struct task_struct *task)
{
	return -ENODEV;
}

#endif /* CONFIG_X86_PTI_OPTOUT */

/* kernel/pti_entry_cr3.c */
#ifdef CONFIG_X86_PTI_OPTOUT_ENTRY_CR3
void pti_entry_cr3_status(struct seq_file *m, struct task_struct *task);
void pti_entry_cr3_show_regs(const char *log_lvl);
#else
static inline void pti_entry_cr3_status(struct seq_file *m,
					struct task_struct *task) { }
static inline void pti_entry_cr3_show_regs(const char *log_lvl) { }
#endif

#endif /* _ASM_X86_PTI_OPTOUT_H */
