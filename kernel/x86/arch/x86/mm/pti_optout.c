// SPDX-License-Identifier: GPL-2.0-only
/*
 * Per-process opt-out of page table isolation: page tables and CPUs.
 *
 * While a CPU has an mm loaded that opted out, cpu_tlbstate.pti_optout is set
 * there, and the entry code returns to user mode without switching to the user
 * page tables (SWITCH_TO_USER_CR3) and finds the kernel's loaded at the next
 * entry (SWITCH_TO_KERNEL_CR3).
 *
 * The TLB flushing code knows nothing of this: it keeps marking the user PCID
 * of an opted-out mm for a flush, so nothing is stale when the process gets
 * back to it.
 */
#include <linux/bitops.h>
#include <linux/init.h>
#include <linux/mm.h>
#include <linux/pti_optout.h>
#include <linux/smp.h>

#include <asm/mmu_context.h>
#include <asm/pgalloc.h>
#include <asm/pti_optout.h>
#include <asm/pti_optout_switch.h>
#include <asm/tlbflush.h>

/* From pti_check_boottime_disable(), when X86_FEATURE_PTI has been set. */
void __init pti_optout_check_boottime(void)
{
	if (pti_optout_switch)
		setup_force_cpu_cap(X86_FEATURE_PTI_OPTOUT);
}

bool pti_optout_available(void)
{
	return pti_optout_possible() && READ_ONCE(pti_optout_switch);
}

/*
 * Called with a pointer to a present user entry of a kernel PGD, from
 * __pti_set_user_pgtbl(), with page_table_lock held.
 */
bool pti_optout_user_exec(void *pgdp)
{
	struct mm_struct *mm = pgd_page_get_mm(virt_to_page(pgdp));

	return mm && mm_pti_optout(mm)->user_exec;
}

/*
 * The user half of the kernel PGD has _PAGE_NX, so that returning to user mode
 * on it by mistake faults.  Take it away, or put it back.
 *
 * mmap_lock, held for writing, keeps entries from being removed.  New ones come
 * with page_table_lock held.
 */
void arch_pti_optout_set_exec(struct mm_struct *mm, bool exec, bool live)
{
	int i;

	if (mm_pti_optout(mm)->user_exec == exec ||
	    !(__supported_pte_mask & _PAGE_NX))
		return;

	spin_lock(&mm->page_table_lock);
	mm_pti_optout(mm)->user_exec = exec;
	for (i = 0; i < PGD_KERNEL_START; i++) {
		unsigned long *pgd = (unsigned long *)&mm->pgd[i].pgd;

		if ((READ_ONCE(*pgd) & (_PAGE_USER | _PAGE_PRESENT)) !=
		    (_PAGE_USER | _PAGE_PRESENT))
			continue;
		/* Atomic: the CPU may be setting the accessed bit. */
		if (exec)
			clear_bit(_PAGE_BIT_NX, pgd);
		else
			set_bit(_PAGE_BIT_NX, pgd);
	}
	spin_unlock(&mm->page_table_lock);

	if (live)
		pti_optout_debug_need_flush(mm);
	/* A stale entry with NX is a SIGSEGV, one without a hole. */
	if (live)
		flush_tlb_mm(mm);
}

static void sync_cpu(void *unused)
{
	/* Interrupts are off, so this is not LOADED_MM_SWITCHING. */
	pti_optout_switch_mm(this_cpu_read(cpu_tlbstate.loaded_mm));
}

/*
 * The state of @mm has been changed: let the CPUs which have it loaded follow,
 * lazy ones included, as these may return to user mode without loading it anew.
 */
void arch_pti_optout_sync(struct mm_struct *mm)
{
	/*
	 * Order the write of the state before the read of mm_cpumask(), pairs
	 * with cpumask_set_cpu() and the CR3 write in switch_mm_irqs_off().
	 */
	smp_mb();
	on_each_cpu_mask(mm_cpumask(mm), sync_cpu, NULL, true);
}

void arch_pti_optout_sync_all(void)
{
	/* As above, for all mms and cpu_online_mask. */
	smp_mb();
	on_each_cpu(sync_cpu, NULL, true);
	pti_optout_debug_revoked();
}
