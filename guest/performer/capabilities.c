// SPDX-License-Identifier: Apache-2.0
/* Sets of capabilities. */
#include "performer.h"

#include <errno.h>
#include <linux/capability.h>
#include <sys/prctl.h>

#define LAST_CAP CAP_PAYLOAD

static uint64_t whole(const uint32_t *low, const uint32_t *high)
{
	return *low | (uint64_t)*high << 32;
}

static void split(uint64_t set, uint32_t *low, uint32_t *high)
{
	*low = set;
	*high = set >> 32;
}

/* PR_CAPBSET_DROP, or PR_CAP_AMBIENT_RAISE, of each. */
static long for_each(uint64_t set, long option, long which)
{
	for (long cap = 0; cap <= LAST_CAP; cap++) {
		long error;

		if (!(set >> cap & 1))
			continue;
		error = which ? sys(SYS_prctl, option, which, cap) :
				sys(SYS_prctl, option, cap);
		if (error)
			return error;
	}
	return 0;
}

long act_capabilities(const struct order *order)
{
	struct __user_cap_header_struct head = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};
	struct __user_cap_data_struct data[2];
	uint64_t set = order->set, permitted, effective, inheritable;
	long error;

	if (order->verb == BOUND)
		return for_each(set, PR_CAPBSET_DROP, 0);
	sys(SYS_capget, &head, data);
	permitted = whole(&data[0].permitted, &data[1].permitted);
	effective = whole(&data[0].effective, &data[1].effective);
	inheritable = whole(&data[0].inheritable, &data[1].inheritable);
	switch (order->verb) {
	case DROP:
		permitted &= ~set;
		inheritable &= ~set;
		effective &= ~set;
		break;
	case LOWER:
		effective &= ~set;
		break;
	case RAISE:
		effective |= set;
		break;
	default:	/* AMBIENT */
		if (set & ~permitted)
			return -EPERM;
		inheritable |= set;
	}
	split(permitted, &data[0].permitted, &data[1].permitted);
	split(effective, &data[0].effective, &data[1].effective);
	split(inheritable, &data[0].inheritable, &data[1].inheritable);
	error = sys(SYS_capset, &head, data);
	if (error || order->verb != AMBIENT)
		return error;
	return for_each(set, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE);
}
