/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _ASM_X86_PTI_OPTOUT_SWITCH_H
#define _ASM_X86_PTI_OPTOUT_SWITCH_H

/*
 * Page table isolation of one process: what a context switch does about it, in
 * two instructions for the mm and four for the record.  Asking whether anybody
 * may opt out would take as many.
 */
#include <linux/compiler.h>
#include <linux/mm_types.h>
#include <linux/percpu.h>
#include <linux/sched.h>

#include <asm/pti_optout.h>
#include <asm/tlbflush.h>

#ifdef CONFIG_X86_PTI_OPTOUT

/*
 * With interrupts off.
 *
 * This CPU is in mm_cpumask(next): a change of next's state is either seen
 * here, or followed by an IPI to this CPU.  CR3 has been written since the bit
 * was set, which is a full barrier.
 */
static __always_inline void pti_optout_switch_mm(struct mm_struct *next)
{
	this_cpu_write(cpu_tlbstate.pti_optout,
		       READ_ONCE(mm_pti_optout(next)->active));
}

#else
static inline void pti_optout_switch_mm(struct mm_struct *next) { }
#endif

#ifdef CONFIG_X86_PTI_OPTOUT_ENTRY_CR3

/* kernel/pti_entry_cr3.c: of current */
DECLARE_PER_CPU(unsigned long, pti_entry_cr3);

/* From __switch_to(), with interrupts off and the runqueue locked. */
static __always_inline void
pti_entry_cr3_switch_to(struct task_struct *prev, struct task_struct *next)
{
	prev->thread.entry_cr3 = this_cpu_read(pti_entry_cr3);
	this_cpu_write(pti_entry_cr3, next->thread.entry_cr3);
}

#else
static inline void pti_entry_cr3_switch_to(struct task_struct *prev,
					   struct task_struct *next) { }
#endif

#endif /* _ASM_X86_PTI_OPTOUT_SWITCH_H */
