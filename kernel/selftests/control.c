// SPDX-License-Identifier: GPL-2.0
/* arch_prctl() and prctl(): values, errors and their order, narrowing. */
#include "pti_optout.h"

static void isolated_by_default(void)
{
	CHECK_EQ(pti_get(), ARCH_PTI_ON);
	CHECK_EQ(status_get(getpid()), ARCH_PTI_ON);
}

static void set_and_get(void)
{
	static const int states[] = {
		ARCH_PTI_OFF, ARCH_PTI_OFF_NOEXEC, ARCH_PTI_OFF, ARCH_PTI_ON,
		ARCH_PTI_OFF_NOEXEC, ARCH_PTI_ON, ARCH_PTI_FORCED,
	};

	for (size_t i = 0; i < sizeof(states) / sizeof(*states); i++) {
		CHECK_EQ(pti_set(states[i]), 0);
		CHECK_EQ(pti_get(), states[i]);
		CHECK_EQ(status_get(getpid()), states[i]);
	}
}

static void set_and_get_by_prctl(void)
{
	static const unsigned long ctrl[] = {
		PR_SPEC_ENABLE, PR_SPEC_ENABLE_NOEXEC, PR_SPEC_DISABLE,
		PR_SPEC_FORCE_DISABLE,
	};
	static const int states[] = {
		ARCH_PTI_OFF, ARCH_PTI_OFF_NOEXEC, ARCH_PTI_ON, ARCH_PTI_FORCED,
	};

	for (int i = 0; i < 4; i++) {
		CHECK_EQ(spec_set(ctrl[i]), 0);
		CHECK_EQ(pti_get(), states[i]);
		CHECK_EQ(prctl(PR_GET_SPECULATION_CTRL, PR_SPEC_PTI, 0, 0, 0),
			 (long)(PR_SPEC_PRCTL | ctrl[i]));
	}
}

static void bad_values(void)
{
	static const unsigned long bad[] = { 4, 5, 256, 1UL << 32, ~0UL };

	for (int i = 0; i < 2; i++) {
		for (size_t j = 0; j < sizeof(bad) / sizeof(*bad); j++)
			CHECK_EQ(pti_set(bad[j]), EINVAL);
		CHECK_EQ(spec_set(0), ERANGE);
		CHECK_EQ(spec_set(PR_SPEC_DISABLE_NOEXEC), ERANGE);
		CHECK_EQ(spec_set(PR_SPEC_ENABLE | PR_SPEC_DISABLE), ERANGE);
		CHECK_EQ(pti_get(), ARCH_PTI_ON);
		/* ... which comes before the question of rights */
		caps_keep(0);
	}
}

static void needs_a_capability(void)
{
	caps_keep(ALL & ~CAP(CAP_PAYLOAD) & ~CAP(CAP_SYS_RAWIO));
	CHECK_EQ(pti_set(ARCH_PTI_OFF), EPERM);
	CHECK_EQ(pti_set(ARCH_PTI_OFF_NOEXEC), EPERM);
	CHECK_EQ(spec_set(PR_SPEC_ENABLE), EPERM);
	CHECK_EQ(pti_get(), ARCH_PTI_ON);
	CHECK_EQ(pti_set(ARCH_PTI_ON), 0);
	CHECK_EQ(pti_set(ARCH_PTI_FORCED), 0);
}

static void must_be_effective(void)
{
	caps_effective(0);
	CHECK_EQ(pti_set(ARCH_PTI_OFF), EPERM);
	CHECK_EQ(file_set(getpid(), "disabled"), EPERM);
	CHECK_EQ(pti_get(), ARCH_PTI_ON);
}

static void payload_is_enough(void)
{
	become(NOBODY, CAP(CAP_PAYLOAD));
	CHECK_EQ(pti_set(ARCH_PTI_OFF), 0);
}

static void rawio_is_enough(void)
{
	become(NOBODY, CAP(CAP_SYS_RAWIO));
	CHECK_EQ(pti_set(ARCH_PTI_OFF), 0);
}

static void user_namespace_is_not_enough(void)
{
	become(NOBODY, 0);
	CHECK(!unshare(CLONE_NEWUSER));
	CHECK_EQ(pti_set(ARCH_PTI_OFF), EPERM);
}

static void narrowing_is_free(void)
{
	CHECK_EQ(pti_set(ARCH_PTI_OFF), 0);
	caps_keep(0);
	CHECK_EQ(pti_get(), ARCH_PTI_OFF);
	CHECK_EQ(pti_set(ARCH_PTI_OFF), EPERM);
	CHECK_EQ(pti_set(ARCH_PTI_OFF_NOEXEC), 0);
	CHECK_EQ(pti_set(ARCH_PTI_OFF), EPERM);
	CHECK_EQ(pti_get(), ARCH_PTI_OFF_NOEXEC);
	CHECK_EQ(pti_set(ARCH_PTI_ON), 0);
	CHECK_EQ(pti_set(ARCH_PTI_OFF_NOEXEC), EPERM);
	CHECK_EQ(pti_get(), ARCH_PTI_ON);
	CHECK_EQ(pti_set(ARCH_PTI_FORCED), 0);
}

static void forced_is_for_ever(void)
{
	CHECK_EQ(pti_set(ARCH_PTI_OFF), 0);
	CHECK_EQ(pti_set(ARCH_PTI_FORCED), 0);
	CHECK_EQ(pti_set(ARCH_PTI_OFF), EPERM);
	CHECK_EQ(pti_set(ARCH_PTI_OFF_NOEXEC), EPERM);
	CHECK_EQ(pti_set(ARCH_PTI_ON), 0);
	CHECK_EQ(file_set(getpid(), "disabled"), EPERM);
	CHECK_EQ(pti_get(), ARCH_PTI_FORCED);
	CHECK_EQ(exec_state(self_path), ARCH_PTI_FORCED);
}

const struct test control_tests[] = {
	{ "isolated by default", isolated_by_default },
	{ "arch_prctl sets and gets", set_and_get },
	{ "prctl sets and gets", set_and_get_by_prctl },
	{ "bad values change nothing", bad_values },
	{ "opting out needs a capability", needs_a_capability },
	{ "one that is in effect", must_be_effective },
	{ "CAP_PAYLOAD is enough", payload_is_enough },
	{ "CAP_SYS_RAWIO is enough", rawio_is_enough },
	{ "capabilities of a user namespace are not", user_namespace_is_not_enough },
	{ "narrowing needs no capability", narrowing_is_free },
	{ "forced is for ever", forced_is_for_ever },
	{ }
};
