/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _KERNEL_PTI_OPTOUT_INTERNAL_H
#define _KERNEL_PTI_OPTOUT_INTERNAL_H

#include <linux/compiler.h>
#include <linux/mm_types.h>
#include <linux/pti_optout.h>
#include <linux/spinlock_types.h>

#include <asm/pti_optout.h>

/*
 * Lock order: cred_guard_mutex > exec_update_lock > mmap_lock > tasklist_lock >
 * pti_optout_lock.
 */

struct cred;
struct linux_binprm;
struct task_struct;

static inline bool pti_state_is_off(unsigned int state)
{
	return state == ARCH_PTI_OFF || state == ARCH_PTI_OFF_NOEXEC;
}

/* What was asked for and granted; see pti_optout_active() for what holds. */
static inline unsigned int pti_optout_state(struct mm_struct *mm)
{
	return READ_ONCE(mm_pti_optout(mm)->state);
}

/* state.c */
extern spinlock_t pti_optout_lock;
int pti_optout_publish(struct mm_struct *mm, unsigned int state);
void pti_optout_follow(struct mm_struct *mm, bool was_off, bool live);
int pti_optout_change(struct mm_struct *mm, unsigned int state, bool live);
void pti_optout_revoke(void);
int pti_optout_end_all(void);
bool pti_optout_listed(struct mm_struct *mm);

/* access.c */
int pti_optout_permitted(void);
bool pti_optout_cred_capable(const struct cred *cred);

/* users.c */
int pti_optout_begin(struct mm_struct *mm, unsigned int state,
		     struct task_struct *task);

/* mark.c */
void pti_optout_exec_mark(struct linux_binprm *bprm);

/* report.c */
void pti_optout_report(struct task_struct *task, unsigned int old,
		       unsigned int new, enum pti_optout_reason reason,
		       int error);
void pti_optout_report_domain(struct mm_struct *mm, unsigned int old);
void pti_optout_report_exec_mmap(unsigned int old, unsigned int new, int error);
void pti_optout_report_exec_creds(void);
void pti_optout_report_switch(struct mm_struct *mm, unsigned int old);

#endif /* _KERNEL_PTI_OPTOUT_INTERNAL_H */
