// SPDX-License-Identifier: GPL-2.0
/* The local descriptor table and the vsyscall page, which isolation maps. */
#include "pti_optout.h"

#include <asm/ldt.h>
#include <sys/mman.h>
#include <sys/time.h>

static unsigned int *segment;

/* Entry 1 of the LDT: a data segment of one page below 4 GiB */
static int set_ldt(unsigned int value)
{
	struct user_desc desc = {
		.entry_number = 1,
		.seg_32bit = 1,
		.limit_in_pages = 1,
		.useable = 1,
	};

	if (!segment) {
		segment = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
			       MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
		CHECK(segment != MAP_FAILED);
	}
	*segment = value;
	desc.base_addr = (unsigned long)segment;
	return syscall(SYS_modify_ldt, 1, &desc, sizeof(desc)) ? errno : 0;
}

static unsigned int read_by_segment(void)
{
	unsigned short selector = 1 << 3 | 7, none = 0;
	unsigned int value;

	asm volatile("movw %1, %%gs\n\t"
		     "movl %%gs:0, %0\n\t"
		     "movw %2, %%gs"
		     : "=r" (value) : "r" (selector), "r" (none));
	return value;
}

static void child_has_the_same(void)
{
	CHECK_EQ(read_by_segment(), 3);
	CHECK_EQ(pti_set(ARCH_PTI_ON), 0);
	CHECK_EQ(read_by_segment(), 3);
}

static void ldt(void)
{
	int ret = set_ldt(1);

	SKIP_IF(ret == ENOSYS, "no modify_ldt");
	CHECK_EQ(ret, 0);
	CHECK_EQ(read_by_segment(), 1);
	CHECK_EQ(pti_set(ARCH_PTI_OFF), 0);
	CHECK_EQ(read_by_segment(), 1);
	CHECK_EQ(set_ldt(2), 0);
	CHECK_EQ(read_by_segment(), 2);
	CHECK_EQ(pti_set(ARCH_PTI_ON), 0);
	CHECK_EQ(read_by_segment(), 2);
	CHECK_EQ(pti_set(ARCH_PTI_OFF), 0);
	CHECK_EQ(set_ldt(3), 0);
	CHECK_EQ(child(child_has_the_same), PASS);
	CHECK_EQ(read_by_segment(), 3);
}

/* Its first set while opted out, so that isolation finds it when it returns */
static void new_ldt(void)
{
	int ret;

	CHECK_EQ(pti_set(ARCH_PTI_OFF), 0);
	ret = set_ldt(4);
	SKIP_IF(ret == ENOSYS, "no modify_ldt");
	CHECK_EQ(ret, 0);
	CHECK_EQ(read_by_segment(), 4);
	CHECK_EQ(pti_set(ARCH_PTI_ON), 0);
	CHECK_EQ(read_by_segment(), 4);
}

static bool has_vsyscall(void)
{
	char line[256];
	bool ret = false;
	FILE *f = fopen("/proc/self/maps", "r");

	CHECK(f);
	while (fgets(line, sizeof(line), f))
		ret |= strstr(line, "[vsyscall]") != NULL;
	fclose(f);
	return ret;
}

static void vsyscall(void)
{
	long (*gettimeofday_at)(struct timeval *tv, void *tz) =
		(void *)0xffffffffff600000;
	struct timeval time;

	SKIP_IF(!has_vsyscall(), "no vsyscall page");
	for (int i = 0; i < 4; i++) {
		CHECK_EQ(pti_set(i & 1), 0);
		time.tv_sec = 0;
		CHECK_EQ(gettimeofday_at(&time, NULL), 0);
		CHECK(time.tv_sec > 0);
	}
}

const struct test segments_tests[] = {
	{ "the LDT works in every state", ldt },
	{ "so does one made while opted out", new_ldt },
	{ "the vsyscall page works in every state", vsyscall },
	{ }
};
