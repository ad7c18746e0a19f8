// SPDX-License-Identifier: GPL-2.0-only
/*
 * Per-process opt-out of page table isolation: the switch for all of it.
 *
 * pti_optout= decides at boot, kernel.pti_optout can be switched off, once.
 */
#include <linux/init.h>
#include <linux/kstrtox.h>
#include <linux/smp.h>
#include <linux/sysctl.h>

#include "internal.h"

int pti_optout_switch __read_mostly =
	IS_ENABLED(CONFIG_X86_PTI_OPTOUT_DEFAULT_ON);

static int __init pti_optout_parse_cmdline(char *arg)
{
	bool on;

	if (!arg || kstrtobool(arg, &on))
		return -EINVAL;
	pti_optout_switch = on;
	return 0;
}
early_param("pti_optout", pti_optout_parse_cmdline);

static int pti_optout_sysctl(const struct ctl_table *table, int write,
			     void *buffer, size_t *lenp, loff_t *ppos)
{
	int old = READ_ONCE(pti_optout_switch), val = old, ret;
	struct ctl_table tmp = *table;

	tmp.data = &val;
	ret = proc_dointvec_minmax(&tmp, write, buffer, lenp, ppos);
	if (ret || !write)
		return ret;
	if (val)
		return old ? 0 : -EPERM;

	/*
	 * Those which run without isolation get it back before this returns.
	 * Also when it is off already: an earlier write may have been killed.
	 */
	WRITE_ONCE(pti_optout_switch, 0);
	pti_optout_revoke();
	return pti_optout_end_all();
}

static struct ctl_table pti_optout_table[] = {
	{
		.procname	= "pti_optout",
		.data		= &pti_optout_switch,
		.maxlen		= sizeof(int),
		.mode		= 0644,
		.proc_handler	= pti_optout_sysctl,
		.extra1		= SYSCTL_ZERO,
		.extra2		= SYSCTL_ONE,
	},
};

static int __init pti_optout_sysctl_init(void)
{
	register_sysctl_init("kernel", pti_optout_table);
	return 0;
}
late_initcall(pti_optout_sysctl_init);
