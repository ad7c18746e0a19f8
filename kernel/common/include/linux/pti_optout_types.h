/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _LINUX_PTI_OPTOUT_TYPES_H
#define _LINUX_PTI_OPTOUT_TYPES_H

#include <linux/types.h>

/*
 * For CONFIG_X86_PTI_OPTOUT_DEBUG, written with mmap_lock held for writing.
 *
 * @flush_gen:		TLB generation that the last change of NX takes.
 * @changing:		The state is being changed: CPUs may not have followed.
 * @was_off:		What it was when the change began.
 * @was_revoked:	It had been switched off then.
 */
struct pti_optout_debug {
	u64	flush_gen;
	bool	changing;
	bool	was_off;
	bool	was_revoked;
};

/*
 * Page table isolation of one mm, embedded in the architecture's mm_context_t.
 *
 * @node, @state:	Written with pti_optout_lock held, and, once other tasks
 *			can reach the mm, with mmap_lock held for writing.  An
 *			mm is on the list of opted-out ones exactly while @state
 *			says so.  @state may be read without a lock.
 * @active:		What @state says, as long as it is not switched off: user
 *			mode runs on the kernel's page tables.  Written with
 *			pti_optout_lock, read by context switches.
 * @writers:		Other processes which are writing to the mm.  With
 *			pti_optout_lock.
 * @user_exec:		User pages are executable in the kernel's page tables.
 *			Written with page_table_lock and (see above) mmap_lock.
 */
struct pti_optout {
#ifdef CONFIG_PTI_OPTOUT
	struct hlist_node	node;
	unsigned int		writers;
	u8			state;
	bool			active;
	bool			user_exec;
#ifdef CONFIG_X86_PTI_OPTOUT_DEBUG
	struct pti_optout_debug	debug;
#endif
#endif
};

#endif /* _LINUX_PTI_OPTOUT_TYPES_H */
