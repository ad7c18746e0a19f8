// SPDX-License-Identifier: GPL-2.0-only
/*
 * Per-process opt-out of page table isolation: which mistake to make.
 */
#include <linux/cache.h>
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/moduleparam.h>
#include <linux/pti_optout.h>
#include <linux/pti_optout_mutant.h>
#include <linux/string.h>

/* In /sys/module/kernel/parameters: was the name known, was the mistake made? */
int pti_optout_mutant __read_mostly;
core_param(pti_optout_mutant_number, pti_optout_mutant, int, 0444);

bool pti_optout_mutant_reached __read_mostly;
core_param(pti_optout_mutant_reached, pti_optout_mutant_reached, bool, 0444);

static const char * const names[] __initconst = {
#define MUTANT(name, rule, mistake, test)	[PTI_MUTANT_##name] = #name,
#define UNSEEN(name, rule, mistake, why)	[PTI_MUTANT_##name] = #name,
#include <linux/pti_optout_mutants.h>
#undef MUTANT
#undef UNSEEN
};

/* Before anything of the opt-out is set up */
static int __init pti_optout_mutant_setup(char *name)
{
	int i;

	for (i = PTI_MUTANT_NONE + 1; name && i < ARRAY_SIZE(names); i++) {
		if (!strcmp(name, names[i])) {
			pti_optout_mutant = i;
			if (PTI_MUTANT(boot_default))
				pti_optout_switch = 1;
			return 0;
		}
	}
	return -EINVAL;
}
early_param("pti_optout_mutant", pti_optout_mutant_setup);
