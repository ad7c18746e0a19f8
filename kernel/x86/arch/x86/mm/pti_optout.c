// SPDX-License-Identifier: GPL-2.0-only
/*
 * Per-process opt-out of page table isolation.
 *
 * The state belongs to the mm.  While a CPU has an mm loaded that opted out,
 * cpu_tlbstate.pti_optout is set there and the entry code returns to user mode
 * without switching to the user page tables (SWITCH_TO_USER_CR3) and finds the
 * kernel page tables loaded at the next entry (SWITCH_TO_KERNEL_CR3).
 *
 * The user half of the kernel PGD normally is poisoned with _PAGE_NX.  It must
 * be executable before, and as long as, any CPU might run the process on it.
 *
 * The TLB flushing code knows nothing of all this: it keeps marking the user
 * PCID of an opted out mm for a flush.  So nothing is stale when the process
 * gets back to it.
 */
#include <linux/binfmts.h>
#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/init.h>
#include <linux/mm.h>
#include <linux/pti_optout.h>
#include <linux/ptrace.h>
#include <linux/sched/mm.h>
#include <linux/sched/signal.h>
#include <linux/security.h>
#include <linux/seq_file.h>
#include <linux/smp.h>
#include <linux/sysctl.h>

#include <asm/cpufeature.h>
#include <asm/mmu_context.h>
#include <asm/pgalloc.h>
#include <asm/prctl.h>
#include <asm/pti.h>
#include <asm/tlbflush.h>

/* 1: with CAP_PAYLOAD, 0: nobody any more until reboot */
static int sysctl_pti_optout __read_mostly = 1;

static bool state_off(unsigned int state)
{
	return state == ARCH_PTI_OFF || state == ARCH_PTI_OFF_NOEXEC;
}

/* May @mm run in user mode on the kernel page tables? */
bool pti_optout_active(struct mm_struct *mm)
{
	return state_off(READ_ONCE(mm->context.pti_state)) &&
	       READ_ONCE(sysctl_pti_optout);
}

/*
 * Called with a pointer to a present user entry of a kernel PGD, from
 * __pti_set_user_pgtbl(), with page_table_lock held.
 */
bool pti_optout_user_exec(void *pgdp)
{
	struct mm_struct *mm = pgd_page_get_mm(virt_to_page(pgdp));

	return mm && mm->context.pti_user_exec;
}

/* mmap_lock keeps entries from being removed: free_pgtables() */
static void set_user_exec(struct mm_struct *mm, bool exec)
{
	int i;

	if (!(__supported_pte_mask & _PAGE_NX))
		return;

	spin_lock(&mm->page_table_lock);
	mm->context.pti_user_exec = exec;
	for (i = 0; i < KERNEL_PGD_BOUNDARY; i++) {
		unsigned long *pgd = (unsigned long *)&mm->pgd[i].pgd;
		unsigned long val = READ_ONCE(*pgd);

		if ((val & (_PAGE_USER | _PAGE_PRESENT)) !=
		    (_PAGE_USER | _PAGE_PRESENT))
			continue;
		/* atomic: the CPU may set the accessed bit */
		if (exec)
			clear_bit(_PAGE_BIT_NX, pgd);
		else
			set_bit(_PAGE_BIT_NX, pgd);
	}
	spin_unlock(&mm->page_table_lock);
}

static void sync_cpu(void *unused)
{
	/* Interrupts are off, so this is not LOADED_MM_SWITCHING. */
	struct mm_struct *mm = this_cpu_read(cpu_tlbstate.loaded_mm);

	this_cpu_write(cpu_tlbstate.pti_optout, pti_optout_active(mm));
}

static void sync_mm(struct mm_struct *mm)
{
	/*
	 * Order the write of the state before the read of mm_cpumask(), pairs
	 * with cpumask_set_cpu() and the CR3 write in switch_mm_irqs_off().
	 */
	smp_mb();
	on_each_cpu_mask(mm_cpumask(mm), sync_cpu, NULL, true);
}

/* @live: @mm may be, or have been, loaded on some CPU */
static void change_state(struct mm_struct *mm, unsigned int state, bool live)
{
	bool was_off = state_off(mm->context.pti_state);
	bool off = state_off(state);

	if (live)
		mmap_assert_write_locked(mm);

	/* First executable everywhere, ... */
	if (off && !mm->context.pti_user_exec) {
		set_user_exec(mm, true);
		if (live)
			flush_tlb_mm(mm);
	}

	/* ... then no CPU returns to user mode on the kernel page tables, ... */
	WRITE_ONCE(mm->context.pti_state, state);
	if (live && off != was_off)
		sync_mm(mm);

	/* ... and only then not executable any more. */
	if (!off && mm->context.pti_user_exec) {
		set_user_exec(mm, false);
		if (live)
			flush_tlb_mm(mm);
	}
}

/* fork: arch_dup_mmap(), under the mmap_lock of both. */
void pti_optout_dup(struct mm_struct *oldmm, struct mm_struct *mm)
{
	/*
	 * dup_mm() copied mm->context without any lock, and the page tables
	 * have been filled according to that copy.
	 */
	if (mm->context.pti_state != oldmm->context.pti_state ||
	    mm->context.pti_user_exec != state_off(mm->context.pti_state))
		change_state(mm, oldmm->context.pti_state, false);
}

static bool cred_has_payload(const struct cred *cred)
{
	return !security_capable(cred, &init_user_ns, CAP_PAYLOAD,
				 CAP_OPT_NOAUDIT);
}

bool pti_optout_may_trace(struct mm_struct *mm)
{
	return !mm || !state_off(READ_ONCE(mm->context.pti_state)) ||
	       cred_has_payload(current_cred());
}

bool pti_optout_may_be_traced(struct task_struct *tracer)
{
	bool ret = true;

	if (state_off(READ_ONCE(current->mm->context.pti_state))) {
		rcu_read_lock();
		ret = cred_has_payload(__task_cred(tracer));
		rcu_read_unlock();
	}
	return ret;
}

/*
 * Does somebody without CAP_PAYLOAD trace a user of current->mm, or is it
 * shared with another process?
 */
static int check_users(struct mm_struct *mm)
{
	struct task_struct *g, *t;
	int ret = 0;

	read_lock(&tasklist_lock);
	rcu_read_lock();
	for_each_process_thread(g, t) {
		const struct cred *cred;

		if (READ_ONCE(t->mm) != mm || (t->flags & PF_KTHREAD))
			continue;
		if (!same_thread_group(t, current)) {
			ret = -EBUSY;
			goto out;
		}
		if (!t->ptrace)
			continue;
		/*
		 * After PTRACE_TRACEME ptracer_cred is what the tracee had
		 * then: look at the tracer, too.
		 */
		cred = rcu_dereference(t->ptracer_cred);
		if (!cred || !cred_has_payload(cred) ||
		    !cred_has_payload(__task_cred(t->parent))) {
			ret = -EPERM;
			goto out;
		}
	}
out:
	rcu_read_unlock();
	read_unlock(&tasklist_lock);
	return ret;
}

long pti_optout_get(struct mm_struct *mm)
{
	unsigned int state;

	if (!cpu_feature_enabled(X86_FEATURE_PTI))
		return ARCH_PTI_NOT_IN_USE;
	if (!mm)
		return ARCH_PTI_ON;
	state = READ_ONCE(mm->context.pti_state);
	if (state_off(state) && !READ_ONCE(sysctl_pti_optout))
		return ARCH_PTI_ON;
	return state;
}

long pti_optout_set(unsigned long state)
{
	struct mm_struct *mm = current->mm;
	unsigned int old;
	long ret = 0;

	if (state > ARCH_PTI_FORCED)
		return -EINVAL;
	if (!cpu_feature_enabled(X86_FEATURE_PTI))
		return state_off(state) ? -ENXIO : 0;
	if (state_off(state)) {
		if (!payload_capable())
			return -EPERM;
		if (!READ_ONCE(sysctl_pti_optout))
			return -EPERM;
	}

	/* ptrace_attach() holds it from its access check on */
	if (mutex_lock_interruptible(&current->signal->cred_guard_mutex))
		return -ERESTARTNOINTR;
	if (mmap_write_lock_killable(mm)) {
		ret = -EINTR;
		goto out;
	}

	old = mm->context.pti_state;
	if (old == ARCH_PTI_FORCED) {
		ret = state_off(state) ? -EPERM : 0;
	} else if (old != state) {
		change_state(mm, state, true);
		/*
		 * A sibling thread's ptrace_traceme() looks at the state with
		 * tasklist_lock held, so either sees it or is seen here.
		 */
		if (state_off(state))
			ret = check_users(mm);
		if (ret)
			change_state(mm, state_off(old) ? ARCH_PTI_ON : old,
				     true);
	}

	mmap_write_unlock(mm);
out:
	mutex_unlock(&current->signal->cred_guard_mutex);
	return ret;
}

/* commit_creds(), clone(CLONE_NEWUSER): whoever runs @mm now is another. */
void pti_optout_domain_change(struct mm_struct *mm)
{
	if (!mm || !state_off(READ_ONCE(mm->context.pti_state)))
		return;

	mmap_write_lock(mm);
	if (state_off(mm->context.pti_state))
		change_state(mm, ARCH_PTI_ON, true);
	mmap_write_unlock(mm);
}

/* Before exec_mmap(): only current knows bprm->mm, and current->mm is old. */
void pti_optout_exec_inherit(struct linux_binprm *bprm)
{
	struct mm_struct *oldmm = current->mm, *mm = bprm->mm;
	unsigned int state;

	if (!oldmm || !cpu_feature_enabled(X86_FEATURE_PTI))
		return;

	state = READ_ONCE(oldmm->context.pti_state);
	if (state == ARCH_PTI_OFF_NOEXEC ||
	    (state == ARCH_PTI_OFF &&
	     (bprm->secureexec || !READ_ONCE(sysctl_pti_optout))))
		state = ARCH_PTI_ON;

	mmap_write_lock(mm);
	change_state(mm, state, false);
	mmap_write_unlock(mm);
}

/* The administrator marked this file by giving it CAP_PAYLOAD. */
void pti_optout_exec_file(struct linux_binprm *bprm)
{
	struct mm_struct *mm = current->mm;

	if (!bprm->fcap_payload || !cpu_feature_enabled(X86_FEATURE_PTI))
		return;
	/*
	 * ... and it got it: not a bounding set, no_new_privs, user namespace
	 * or a tracer in the way.
	 */
	if (!cred_has_payload(current_cred()) || check_users(mm) ||
	    !READ_ONCE(sysctl_pti_optout))
		return;

	mmap_write_lock(mm);
	if (mm->context.pti_state != ARCH_PTI_FORCED)
		change_state(mm, ARCH_PTI_OFF, true);
	mmap_write_unlock(mm);
}

void pti_optout_proc_status(struct seq_file *m, struct mm_struct *mm)
{
	static const char * const names[] = {
		[ARCH_PTI_ON]		= "enabled",
		[ARCH_PTI_OFF]		= "disabled",
		[ARCH_PTI_OFF_NOEXEC]	= "disabled until exec",
		[ARCH_PTI_FORCED]	= "forced",
		[ARCH_PTI_NOT_IN_USE]	= "not in use",
	};

	seq_printf(m, "Page_Table_Isolation:\t%s\n", names[pti_optout_get(mm)]);
}

static int pti_optout_sysctl(const struct ctl_table *table, int write,
			     void *buffer, size_t *lenp, loff_t *ppos)
{
	int old = READ_ONCE(sysctl_pti_optout), val = old, ret;
	struct ctl_table tmp = *table;

	tmp.data = &val;
	ret = proc_dointvec_minmax(&tmp, write, buffer, lenp, ppos);
	if (ret || !write || val == old)
		return ret;
	if (!old)
		return -EPERM;

	/* Those which run without isolation now get it back now. */
	WRITE_ONCE(sysctl_pti_optout, 0);
	smp_mb();
	on_each_cpu(sync_cpu, NULL, true);
	return 0;
}

static struct ctl_table pti_optout_table[] = {
	{
		.procname	= "pti_optout",
		.data		= &sysctl_pti_optout,
		.maxlen		= sizeof(int),
		.mode		= 0644,
		.proc_handler	= pti_optout_sysctl,
		.extra1		= SYSCTL_ZERO,
		.extra2		= SYSCTL_ONE,
	},
};

static int __init pti_optout_init(void)
{
	register_sysctl_init("kernel", pti_optout_table);
	return 0;
}
late_initcall(pti_optout_init);
