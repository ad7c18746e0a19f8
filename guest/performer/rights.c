// SPDX-License-Identifier: Apache-2.0
/* Ids, namespaces, and what prctl forbids. */
#include "performer.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>

long act_set_id(const struct order *order)
{
	return sys(order->value, order->id);
}

long act_set_effective_id(const struct order *order)
{
	return sys(order->value, -1, order->id, -1);
}

/* Returns no error: whether it worked is read back. */
long act_set_fs_id(const struct order *order)
{
	sys(order->value, order->id);
	return sys(order->value, -1) == order->id ? 0 : -EPERM;
}

long act_control(const struct order *order)
{
	return sys(SYS_prctl, order->value, 1);
}

long act_filter(const struct order *order)
{
	struct sock_filter allow = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	struct sock_fprog program = { 1, &allow };

	(void)order;
	return sys(SYS_prctl, PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

long act_unshare(const struct order *order)
{
	(void)order;
	return sys(SYS_unshare, CLONE_NEWUSER);
}

long act_enter_namespace(const struct order *order)
{
	int fd = take_over(HANDOVER_FD);
	long error = sys(SYS_setns, fd, CLONE_NEWUSER);

	(void)order;
	sys(SYS_close, fd);
	return error;
}
