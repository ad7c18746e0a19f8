// SPDX-License-Identifier: GPL-2.0
/*
 * What the user page tables map of the kernel: only what it takes to enter it.
 * And NX of user pages in the kernel's page tables.  By debugfs files that only
 * debug kernels have.
 */
#include "pti_optout.h"

#include <asm/ldt.h>
#include <sys/mount.h>

#define DEBUGFS "/sys/kernel/debug/"
#define DUMP DEBUGFS "page_tables/current_user"
#define PGD DEBUGFS "pti_optout_pgd"

#define PMD_SIZE	(2UL << 20)
#define SLOT_SIZE	(512UL << 30)	/* of the 4-level page tables */
#define CPU_ENTRY_AREA	0xfffffe0000000000UL
#define ESPFIX_AREA	0xffffff0000000000UL
#define VSYSCALL	0xffffffffff600000UL
/* At slot -240, which is larger with 5 levels */
#define LDT_REMAP	0xffff880000000000UL
#define LDT_REMAP_5	0xff10000000000000UL

struct range {
	unsigned long start, end;
	bool writable;
};

static void need_file(const char *path)
{
	if (access(path, F_OK))
		mount("debugfs", DEBUGFS, "debugfs", 0, NULL);
	SKIP_IF(access(path, R_OK), "not a debug kernel with debugfs");
}

static unsigned long symbol(const char *name)
{
	char line[256], found[128], type;
	unsigned long address, ret = 0;
	FILE *f = fopen("/proc/kallsyms", "r");

	CHECK(f);
	while (!ret && fgets(line, sizeof(line), f))
		if (sscanf(line, "%lx %c %127s", &address, &type, found) == 3 &&
		    !strcmp(found, name))
			ret = address;
	fclose(f);
	return ret;
}

static bool file_has(const char *path, const char *word)
{
	static char text[65536];
	FILE *f = fopen(path, "r");
	size_t len;

	CHECK(f);
	len = fread(text, 1, sizeof(text) - 1, f);
	fclose(f);
	text[len] = 0;
	return strstr(text, word);
}

static bool within(const struct range *r, unsigned long start, unsigned long end)
{
	return r->start >= start && r->end <= end;
}

static unsigned long down(unsigned long address)
{
	return address & ~(PMD_SIZE - 1);
}

static unsigned long image_start, image_end;

/*
 * pti_init(): the entry code in whole pages of 2M.  Without PCID, unless
 * pti=on was asked for, all of the image that is not secret.
 */
static void find_image(void)
{
	if (image_start)
		return;
	if (file_has("/proc/cpuinfo", " pcid ") ||
	    file_has("/proc/cmdline", "pti=on")) {
		image_start = symbol("__entry_text_start");
		image_end = symbol("__entry_text_end");
	} else {
		image_start = symbol("_text");
		image_end = symbol("__end_rodata_aligned");
		if (!image_end)
			image_end = symbol("__end_rodata");
	}
	FAIL_IF(!image_start || !image_end,
		"the image's symbols are not in /proc/kallsyms: CONFIG_KALLSYMS_ALL");
	image_start = down(image_start);
	image_end = down(image_end + PMD_SIZE - 1);
}

static bool is_entry_area(const struct range *r, bool ldt)
{
	return within(r, CPU_ENTRY_AREA, CPU_ENTRY_AREA + SLOT_SIZE) ||
	       within(r, ESPFIX_AREA, ESPFIX_AREA + SLOT_SIZE) ||
	       within(r, VSYSCALL, VSYSCALL + 4096) ||
	       (!r->writable && within(r, image_start, image_end)) ||
	       (ldt && within(r, LDT_REMAP, LDT_REMAP + SLOT_SIZE)) ||
	       (ldt && within(r, LDT_REMAP_5, LDT_REMAP_5 + 512 * SLOT_SIZE));
}

/* A line of the dump that stands for pages in the kernel's half */
static bool parse(const char *line, struct range *r)
{
	if (sscanf(line, "0x%lx-0x%lx", &r->start, &r->end) != 2 ||
	    (long)r->start >= 0)
		return false;
	r->writable = strstr(line, " RW ");
	return r->writable || strstr(line, " ro ");
}

/* Is more mapped than what belongs there?  @ldt: has this process one? */
static void check_dump(bool ldt)
{
	long cpus = sysconf(_SC_NPROCESSORS_CONF), others = 0, found = 0;
	char line[256];
	struct range r;
	FILE *f = fopen(DUMP, "r");

	CHECK(f);
	find_image();
	while (fgets(line, sizeof(line), f)) {
		if (!parse(line, &r))
			continue;
		found++;
		if (is_entry_area(&r, ldt))
			continue;
		/* Of each CPU the page with the stack that it enters on */
		FAIL_IF(r.end - r.start != 4096 || !strstr(line, " NX "),
			"the user page tables map %s", line);
		others++;
	}
	fclose(f);
	CHECK(found > 2);
	FAIL_IF(others > cpus, "%ld pages of %ld CPUs are mapped", others, cpus);
}

/* NX of all user entries, in the kernel's half and in the user half */
static void check_nx(bool isolated)
{
	char kernel[8], user[8], line[64];
	int slot, found = 0;
	FILE *f = fopen(PGD, "r");

	SKIP_IF(!f, "no CONFIG_X86_PTI_OPTOUT_DEBUG");
	while (fgets(line, sizeof(line), f)) {
		CHECK(sscanf(line, "%d %7s %7s", &slot, kernel, user) == 3);
		found++;
		FAIL_IF(strcmp(kernel, isolated ? "NX" : "x"),
			"isolated: %d, slot %d of the kernel's PGD: %s",
			isolated, slot, kernel);
		FAIL_IF(strcmp(user, "x"), "slot %d of the user PGD: %s", slot,
			user);
	}
	fclose(f);
	CHECK(found >= 2);
}

static const int states[] = {
	ARCH_PTI_ON, ARCH_PTI_OFF, ARCH_PTI_ON, ARCH_PTI_OFF_NOEXEC,
	ARCH_PTI_OFF, ARCH_PTI_ON, ARCH_PTI_FORCED
};

#define STATES (sizeof(states) / sizeof(*states))

static void only_the_entry_area(void)
{
	need_file(DUMP);
	for (size_t i = 0; i < STATES; i++) {
		CHECK_EQ(pti_set(states[i]), 0);
		check_dump(false);
		CHECK_EQ(code_at(40 + i)(), 42);
		check_dump(false);
	}
}

static void set_ldt(void)
{
	struct user_desc desc = {
		.limit = 0xfffff, .seg_32bit = 1, .limit_in_pages = 1,
	};

	SKIP_IF(syscall(SYS_modify_ldt, 1, &desc, sizeof(desc)),
		"no modify_ldt()");
}

static void and_the_ldt(void)
{
	need_file(DUMP);
	set_ldt();
	for (size_t i = 0; i < STATES; i++) {
		CHECK_EQ(pti_set(states[i]), 0);
		check_dump(true);
		set_ldt();
		check_dump(true);
	}
}

static void nx_follows(void)
{
	need_file(PGD);
	for (size_t i = 0; i < STATES; i++) {
		bool isolated = states[i] == ARCH_PTI_ON ||
				states[i] == ARCH_PTI_FORCED;

		CHECK_EQ(pti_set(states[i]), 0);
		check_nx(isolated);
		CHECK_EQ(code_at(50 + i)(), 42);
		check_nx(isolated);
	}
}

static unsigned long page_of(const char *name)
{
	unsigned long address = symbol(name);

	SKIP_IF(!address, "no such symbol in /proc/kallsyms");
	return address >> 12;
}

/* What entry needs of a CPU's data fills its page: nothing secret shares it. */
static void secrets_are_elsewhere(void)
{
	need_file(DUMP);
	CHECK(page_of("pti_entry_cr3") != page_of("cpu_tss_rw"));
	CHECK(page_of("cpu_tlbstate") != page_of("cpu_tss_rw"));
}

const struct test pagetables_tests[] = {
	{ "user page tables map the entry area only", only_the_entry_area },
	{ "and the LDT", and_the_ldt },
	{ "NX of user pages follows the state", nx_follows },
	{ "the record of the entry CR3 is not among them", secrets_are_elsewhere },
	{ }
};
