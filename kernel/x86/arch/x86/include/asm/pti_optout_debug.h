/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _ASM_X86_PTI_OPTOUT_DEBUG_H
#define _ASM_X86_PTI_OPTOUT_DEBUG_H

/*
 * Assertions about the per-process opt-out of page table isolation, see
 * arch/x86/mm/pti_optout_debug.c.  Nothing of them is there without
 * CONFIG_X86_PTI_OPTOUT_DEBUG.
 */

#include <linux/types.h>

struct mm_struct;

#ifdef CONFIG_X86_PTI_OPTOUT_DEBUG
/* Around each change of an mm's state */
void pti_optout_debug_begin(struct mm_struct *mm, bool live);
void pti_optout_debug_end(struct mm_struct *mm, bool live);

/* NX has been changed in page tables which CPUs may have cached */
void pti_optout_debug_need_flush(struct mm_struct *mm);

/* The switch is off: all CPUs know, then all processes are isolated */
void pti_optout_debug_revoked(void);
void pti_optout_debug_ended(void);

/* The last user of @mm has gone, its page tables are there still */
void pti_optout_debug_exit_mmap(struct mm_struct *mm);

/* This CPU flushed the kernel PCID of an ASID: its user PCID is stale */
void pti_optout_debug_stale_user(u16 asid);
/* The same of the one that is loaded */
void pti_optout_debug_stale_loaded(void);

/* Interrupts are off and stay so until user mode */
void pti_optout_debug_exit_to_user(void);
#else
static inline void pti_optout_debug_begin(struct mm_struct *mm, bool live) { }
static inline void pti_optout_debug_end(struct mm_struct *mm, bool live) { }
static inline void pti_optout_debug_need_flush(struct mm_struct *mm) { }
static inline void pti_optout_debug_revoked(void) { }
static inline void pti_optout_debug_ended(void) { }
static inline void pti_optout_debug_exit_mmap(struct mm_struct *mm) { }
static inline void pti_optout_debug_stale_user(u16 asid) { }
static inline void pti_optout_debug_stale_loaded(void) { }
static inline void pti_optout_debug_exit_to_user(void) { }
#endif

#endif /* _ASM_X86_PTI_OPTOUT_DEBUG_H */
