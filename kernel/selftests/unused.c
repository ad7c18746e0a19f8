// SPDX-License-Identifier: GPL-2.0
/* Where page table isolation is not in use there is nothing to opt out of. */
#include "pti_optout.h"

static void check_refused(void)
{
	CHECK_EQ(pti_set(ARCH_PTI_OFF), ENXIO);
	CHECK_EQ(pti_set(ARCH_PTI_OFF_NOEXEC), ENXIO);
	CHECK_EQ(spec_set(PR_SPEC_ENABLE), ENXIO);
	CHECK_EQ(spec_set(PR_SPEC_ENABLE_NOEXEC), ENXIO);
	CHECK_EQ(file_set(getpid(), "disabled"), ENXIO);
}

static void nobody_opts_out(void)
{
	check_refused();
	/* That comes before the missing capability. */
	caps_keep(0);
	check_refused();
	CHECK_EQ(pti_get(), ARCH_PTI_NOT_IN_USE);
}

static void isolating_succeeds(void)
{
	CHECK_EQ(pti_set(ARCH_PTI_ON), 0);
	CHECK_EQ(pti_set(ARCH_PTI_FORCED), 0);
	CHECK_EQ(spec_set(PR_SPEC_DISABLE), 0);
	CHECK_EQ(file_set(getpid(), "forced"), 0);
	CHECK_EQ(pti_get(), ARCH_PTI_NOT_IN_USE);
}

static void bad_values_come_first(void)
{
	CHECK_EQ(pti_set(ARCH_PTI_NOT_IN_USE), EINVAL);
	CHECK_EQ(spec_set(PR_SPEC_DISABLE_NOEXEC), ERANGE);
	CHECK_EQ(file_set(getpid(), "not in use"), EINVAL);
}

static void a_mark_does_nothing(void)
{
	mark(self_path, CAP(CAP_PAYLOAD), true);
	CHECK_EQ(exec_state(self_path), ARCH_PTI_NOT_IN_USE);
}

static void is_shown(void)
{
	CHECK_EQ(status_get(getpid()), ARCH_PTI_NOT_IN_USE);
	CHECK_EQ(file_get(getpid()), ARCH_PTI_NOT_IN_USE);
}

const struct test unused_tests[] = {
	{ "nobody opts out of what is not in use", nobody_opts_out },
	{ "isolating where it is not in use succeeds", isolating_succeeds },
	{ "bad values first where it is not in use", bad_values_come_first },
	{ "a mark does nothing where it is not in use", a_mark_does_nothing },
	{ "not in use is shown", is_shown },
	{ }
};
