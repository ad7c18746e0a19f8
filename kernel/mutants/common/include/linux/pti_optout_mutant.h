/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _LINUX_PTI_OPTOUT_MUTANT_H
#define _LINUX_PTI_OPTOUT_MUTANT_H

/*
 * Mistakes in the opt-out of page table isolation, made on purpose: would the
 * tests find them?  Only the lab's kernel of mutants has them, and makes the one
 * that pti_optout_mutant= names.
 */

#include <linux/compiler.h>
#include <linux/types.h>

enum pti_optout_mutant {
	PTI_MUTANT_NONE,
#define MUTANT(name, rule, mistake, test)	PTI_MUTANT_##name,
#define UNSEEN(name, rule, mistake, why)	PTI_MUTANT_##name,
#include <linux/pti_optout_mutants.h>
#undef MUTANT
#undef UNSEEN
};

extern int pti_optout_mutant;
extern bool pti_optout_mutant_reached;

/* Is this the mistake to be made?  It is, once this is true. */
static __always_inline bool pti_optout_is_mutant(int mutant)
{
	if (likely(READ_ONCE(pti_optout_mutant) != mutant))
		return false;
	WRITE_ONCE(pti_optout_mutant_reached, true);
	return true;
}

#define PTI_MUTANT(name)	pti_optout_is_mutant(PTI_MUTANT_##name)

#endif /* _LINUX_PTI_OPTOUT_MUTANT_H */
