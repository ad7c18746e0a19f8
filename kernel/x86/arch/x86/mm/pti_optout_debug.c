// SPDX-License-Identifier: GPL-2.0-only
/*
 * Per-process opt-out of page table isolation: assertions.
 *
 * A mistake in the opt-out is silent: a process that reads the kernel, or a TLB
 * entry that is stale on some CPUs, now and then.  So look, after each change
 * of an mm's state and on each way to user mode, whether these agree with it: NX
 * in the page tables, the flag of each CPU, the TLB flushes done or pending, the
 * list of opted-out mms, and what a context switch reads.  Each report says
 * which does not.
 */
#include <linux/bug.h>
#include <linux/cpumask.h>
#include <linux/debugfs.h>
#include <linux/init.h>
#include <linux/mm.h>
#include <linux/percpu.h>
#include <linux/pti_optout.h>
#include <linux/seq_file.h>
#include <linux/smp.h>
#include <linux/spinlock.h>

#include <asm/pgtable.h>
#include <asm/pti_optout.h>
#include <asm/tlbflush.h>

/* Once each: the first is what went wrong, the others may follow from it. */
#define pti_optout_wrong(cond, fmt, ...) \
	WARN_ONCE(cond, "pti_optout: " fmt "\n", ##__VA_ARGS__)

/*
 * The user PCIDs of this CPU which may have stale entries, numbered as in
 * cpu_tlbstate.user_pcid_flush_mask: what that must have.
 */
static DEFINE_PER_CPU(unsigned short, stale_user_pcids);

/* kernel.pti_optout is 0: CPUs know, processes are isolated. */
static bool revoked, ended;

static struct pti_optout_debug *mm_debug(struct mm_struct *mm)
{
	return &mm_pti_optout(mm)->debug;
}

static bool state_is_off(struct mm_struct *mm)
{
	unsigned int state = READ_ONCE(mm_pti_optout(mm)->state);

	return state == ARCH_PTI_OFF || state == ARCH_PTI_OFF_NOEXEC;
}

static u64 tlb_gen(struct mm_struct *mm)
{
	return atomic64_read(&mm->context.tlb_gen);
}

/*
 * Present user entries have NX in the kernel's half of the PGD as long as the
 * mm is isolated, and never in the user half, which has the same ones.
 *
 * Called with mmap_lock held for writing or without other users, so that no
 * entry is removed.
 */
static void check_pgd(struct mm_struct *mm)
{
	bool nx_possible = __supported_pte_mask & _PAGE_NX;
	bool off = state_is_off(mm);
	int i;

	pti_optout_wrong(nx_possible && mm_pti_optout(mm)->user_exec != off,
			 "mm opted out: %d, but new user pages executable: %d",
			 off, mm_pti_optout(mm)->user_exec);

	spin_lock(&mm->page_table_lock);
	for (i = 0; i < PGD_KERNEL_START; i++) {
		pgdval_t kernel = pgd_val(READ_ONCE(mm->pgd[i]));
		pgdval_t user = pgd_val(READ_ONCE(*kernel_to_user_pgdp(&mm->pgd[i])));
		bool nx = kernel & _PAGE_NX;

		pti_optout_wrong((kernel ^ user) & (PTE_PFN_MASK | _PAGE_PRESENT),
				 "PGD entry %d is not the same in both halves", i);
		if (!(kernel & _PAGE_PRESENT) || !(kernel & _PAGE_USER))
			continue;
		pti_optout_wrong(nx_possible && nx == off,
				 "mm opted out: %d, but NX of PGD entry %d: %d",
				 off, i, nx);
		pti_optout_wrong(user & _PAGE_NX,
				 "user page tables have NX in PGD entry %d", i);
	}
	spin_unlock(&mm->page_table_lock);
}

/* mmap_lock is held for writing or nobody else knows of @mm. */
static void check_list(struct mm_struct *mm)
{
	bool listed = !hlist_unhashed(&mm_pti_optout(mm)->node);

	pti_optout_wrong(listed != state_is_off(mm),
			 "mm opted out: %d, but on the list: %d",
			 state_is_off(mm), listed);
}

/*
 * As above.  The switch is never turned on again: if it is on after the mm was
 * looked at, nobody had taken the opt-out from it.  If CPUs had been told
 * before, it had been taken.
 */
static void check_active(struct mm_struct *mm)
{
	/* Before @active.  Pairs with the IPIs before revoked is set. */
	bool was_revoked = smp_load_acquire(&revoked);
	bool active = pti_optout_active(mm);

	/* Before the switch.  Pairs with the lock in pti_optout_revoke(). */
	smp_rmb();
	pti_optout_wrong(READ_ONCE(pti_optout_switch) &&
			 active != state_is_off(mm),
			 "mm opted out: %d, but active: %d",
			 state_is_off(mm), active);
	pti_optout_wrong(was_revoked && active,
			 "switched off, but an mm is active");
}

/*
 * With interrupts off, and @mm loaded.  Whoever changes the state waits for
 * this CPU to follow before the change has ended, so that a flag which is not
 * yet right means that it has not ended; so too for the switch.
 */
static void check_flag(struct mm_struct *mm)
{
	bool flag = this_cpu_read(cpu_tlbstate.pti_optout);
	bool active = pti_optout_active(mm);

	/* The state before what says that it is being changed: see _begin() */
	smp_rmb();
	if (READ_ONCE(mm_debug(mm)->changing) ||
	    (!READ_ONCE(pti_optout_switch) && !READ_ONCE(revoked)))
		return;
	pti_optout_wrong(flag != active,
			 "mm opted out: %d, but flag of CPU %d: %d",
			 active, smp_processor_id(), flag);
}

/* With interrupts off: the exit path flushes what the mask has. */
static void check_stale_user(void)
{
	unsigned short stale = this_cpu_read(stale_user_pcids);
	unsigned short mask = this_cpu_read(cpu_tlbstate.user_pcid_flush_mask);

	pti_optout_wrong(stale & ~mask,
			 "user PCIDs 0x%x of CPU %d are stale, to be flushed are 0x%x",
			 stale, smp_processor_id(), mask);
}

/*
 * A change of @mm's state has ended, on every CPU, with interrupts off.
 *
 * Of an ASID which is not loaded it is enough that it is behind the mm's
 * generation, or was flushed since: it is compared when it is loaded.  That is
 * so if the generation was raised, as check_flushed() has found.  So too on a
 * CPU in lazy mode.
 */
static void check_cpu(void *arg)
{
	struct mm_struct *mm = arg;
	u16 asid = this_cpu_read(cpu_tlbstate.loaded_mm_asid);
	int cpu = smp_processor_id();

	check_stale_user();
	if (this_cpu_read(cpu_tlbstate.loaded_mm) != mm)
		return;

	check_flag(mm);
	pti_optout_wrong(!cpumask_test_cpu(cpu, mm_cpumask(mm)),
			 "CPU %d has an mm loaded which does not know of it", cpu);
	pti_optout_wrong(!this_cpu_read(cpu_tlbstate_shared.is_lazy) &&
			 this_cpu_read(cpu_tlbstate.ctxs[asid].tlb_gen) <
			 mm_debug(mm)->flush_gen,
			 "NX was changed and CPU %d has not flushed the TLB", cpu);
}

static void check_flushed(struct mm_struct *mm)
{
	pti_optout_wrong(tlb_gen(mm) < mm_debug(mm)->flush_gen,
			 "NX was changed and the TLB was not flushed");
}

/* Called with page_table_lock just released, mmap_lock held for writing. */
void pti_optout_debug_need_flush(struct mm_struct *mm)
{
	mm_debug(mm)->flush_gen = tlb_gen(mm) + 1;
}

void pti_optout_debug_begin(struct mm_struct *mm, bool live)
{
	check_list(mm);
	check_active(mm);
	if (live)
		check_pgd(mm);

	mm_debug(mm)->was_off = state_is_off(mm);
	mm_debug(mm)->was_revoked = READ_ONCE(revoked);
	WRITE_ONCE(mm_debug(mm)->changing, true);
	/* Before the state.  Pairs with check_flag(). */
	smp_wmb();
}

void pti_optout_debug_end(struct mm_struct *mm, bool live)
{
	/* All that was waited for comes before. */
	smp_mb();
	WRITE_ONCE(mm_debug(mm)->changing, false);

	check_list(mm);
	check_active(mm);
	check_pgd(mm);
	pti_optout_wrong(state_is_off(mm) && !mm_debug(mm)->was_off &&
			 mm_debug(mm)->was_revoked,
			 "mm opted out though that is switched off");
	if (!live)
		return;
	check_flushed(mm);
	on_each_cpu(check_cpu, mm, true);
}

static void check_revoked(void *unused)
{
	pti_optout_wrong(this_cpu_read(cpu_tlbstate.pti_optout),
			 "switched off, but the flag of CPU %d is set",
			 smp_processor_id());
}

void pti_optout_debug_revoked(void)
{
	WRITE_ONCE(revoked, true);
	on_each_cpu(check_revoked, NULL, true);
}

void pti_optout_debug_ended(void)
{
	/* After the states.  Pairs with pti_optout_debug_exit_to_user(). */
	smp_store_release(&ended, true);
}

void pti_optout_debug_exit_mmap(struct mm_struct *mm)
{
	if (!pti_optout_possible())
		return;
	check_list(mm);
	check_active(mm);
	check_pgd(mm);
}

/*
 * A flush of the kernel PCID leaves the user PCID to the next return to user
 * mode on the user page tables, which an opted-out process makes only when it
 * is isolated again: the mask must keep it until then.
 */
void pti_optout_debug_stale_user(u16 asid)
{
	/* As in kern_pcid() */
	if (pti_optout_possible() && cpu_feature_enabled(X86_FEATURE_PCID))
		this_cpu_or(stale_user_pcids, BIT(asid + 1));
}

void pti_optout_debug_stale_loaded(void)
{
	pti_optout_debug_stale_user(this_cpu_read(cpu_tlbstate.loaded_mm_asid));
}

void pti_optout_debug_exit_to_user(void)
{
	struct mm_struct *mm = this_cpu_read(cpu_tlbstate.loaded_mm);
	/* Before the state.  Pairs with pti_optout_debug_ended(). */
	bool was_ended = smp_load_acquire(&ended);

	if (!pti_optout_possible())
		return;
	if (pti_optout_wrong(mm != current->mm,
			     "CPU %d returns to user mode with another mm loaded",
			     smp_processor_id()))
		return;

	check_flag(mm);
	check_stale_user();
	pti_optout_wrong(was_ended && state_is_off(mm),
			 "switched off, but an mm still is opted out");

	if (this_cpu_read(cpu_tlbstate.pti_optout)) {
		/* NX comes back only after the flag has gone. */
		pti_optout_wrong((__supported_pte_mask & _PAGE_NX) &&
				 !READ_ONCE(mm_pti_optout(mm)->user_exec),
				 "CPU %d returns to user pages with NX",
				 smp_processor_id());
	} else {
		/* The exit path flushes, and takes it out of the mask. */
		u16 asid = this_cpu_read(cpu_tlbstate.loaded_mm_asid);

		this_cpu_and(stale_user_pcids, ~BIT(asid + 1));
	}
}

static const char *nx_word(pgdval_t pgd)
{
	if (!(pgd & _PAGE_PRESENT))
		return "-";
	return pgd & _PAGE_NX ? "NX" : "x";
}

/*
 * Of each user entry of the reader's PGD: the slot, NX in the kernel's half and
 * in the user half.  The page table dump does not show it.
 */
static int pgd_show(struct seq_file *m, void *v)
{
	struct mm_struct *mm = current->mm;
	int i;

	if (mmap_write_lock_killable(mm))
		return -EINTR;
	for (i = 0; i < PGD_KERNEL_START; i++) {
		pgdval_t kernel = pgd_val(READ_ONCE(mm->pgd[i]));
		pgdval_t user = pgd_val(READ_ONCE(*kernel_to_user_pgdp(&mm->pgd[i])));

		if ((kernel | user) & _PAGE_PRESENT)
			seq_printf(m, "%d %s %s\n", i, nx_word(kernel),
				   nx_word(user));
	}
	mmap_write_unlock(mm);
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(pgd);

static int __init pti_optout_debug_init(void)
{
	if (boot_cpu_has(X86_FEATURE_PTI))
		debugfs_create_file("pti_optout_pgd", 0400, NULL, NULL,
				    &pgd_fops);
	return 0;
}
late_initcall(pti_optout_debug_init);
