// SPDX-License-Identifier: GPL-2.0-only
/*
 * The CR3 value of each task's last entry from user mode.
 *
 * The entry code stores it when it is on the kernel page tables: per-CPU data
 * is not mapped in the user page tables, so no isolated process can read this
 * physical address by Meltdown.
 */
#include <linux/capability.h>
#include <linux/percpu.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/seq_file.h>
#include <linux/wait.h>

#include <asm/processor-flags.h>
#include <asm/pti_optout.h>
#include <asm/pti_optout_switch.h>

/* PGDs are 8k: this bit of CR3 selects the half. */
#define PTI_USER_PGTABLE	PAGE_SIZE

/* Of current; that of a task which does not run is in its thread_struct. */
DEFINE_PER_CPU(unsigned long, pti_entry_cr3);

/* Called so that @task neither starts nor stops running. */
static int read_entry_cr3(struct task_struct *task, void *arg)
{
	unsigned long *cr3 = arg;

	*cr3 = task_curr(task) ? per_cpu(pti_entry_cr3, task_cpu(task)) :
				 task->thread.entry_cr3;
	return 0;
}

/*
 * With PCID this is what was written to switch to the kernel page tables: the
 * bit, which never reads as set, stands for those of the user page tables and
 * PCID.
 */
static unsigned long as_loaded(unsigned long cr3)
{
	if (!(cr3 & X86_CR3_PCID_NOFLUSH))
		return cr3;
	return (cr3 & ~X86_CR3_PCID_NOFLUSH) | PTI_USER_PGTABLE |
	       BIT(X86_CR3_PTI_PCID_USER_BIT);
}

/* In the dump of a kernel's registers: of this CPU's last entry. */
void pti_entry_cr3_show_regs(const char *log_lvl)
{
	if (pti_optout_possible())
		printk("%sEntry CR3: %016lx\n", log_lvl,
		       as_loaded(raw_cpu_read(pti_entry_cr3)));
}

void pti_entry_cr3_status(struct seq_file *m, struct task_struct *task)
{
	unsigned long cr3;

	if (!pti_optout_possible())
		return;

	task_call_func(task, read_entry_cr3, &cr3);
	cr3 = as_loaded(cr3);
	/* The file is world-readable, this a physical address. */
	if (!capable(CAP_SYS_ADMIN))
		cr3 &= 0x1fff;
	seq_printf(m, "Entry_CR3:\t0x%016lx\n", cr3);
}
