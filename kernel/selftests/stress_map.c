// SPDX-License-Identifier: GPL-2.0
/* Stress: page tables that come and go while the state changes. */
#include "stress.h"

#include <asm/ldt.h>
#include <pthread.h>
#include <sys/mman.h>

/* Each thread has its own slots, of those that nothing else uses. */
#define FIRST_SLOT	16
#define SLOTS_EACH	12
#define MAPPERS		3

#define ADDRESS(slot)	((void *)((slot) << 39))

/* Code in a slot must run, in whatever state the process is just then. */
static void use_slots(unsigned long first)
{
	int (*code[SLOTS_EACH])(void);
	int used = 1 + below(SLOTS_EACH);

	for (int i = 0; i < used; i++) {
		code[i] = code_at(first + i);
		count(SLOTS);
		CHECK_EQ(code[i](), 42);
	}
	for (int i = 0; i < used; i++) {
		CHECK_EQ(code[i](), 42);
		CHECK(!munmap(ADDRESS(first + i), 4096));
		count(UNMAPS);
	}
}

static void touch_pages(void)
{
	size_t pages = 1 + below(64);
	char *memory = mmap(NULL, pages * 4096, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	CHECK(memory != MAP_FAILED);
	for (size_t i = 0; i < pages; i++) {
		memory[i * 4096] = 1;
		count(FAULTS);
	}
	CHECK(!mprotect(memory, pages * 4096, PROT_READ));
	CHECK(!munmap(memory, pages * 4096));
}

/* A new table each time, mapped in the user page tables, too */
static void write_ldt(void)
{
	struct user_desc desc = {
		.entry_number = below(600), .limit = 0xfffff, .seg_32bit = 1,
		.limit_in_pages = 1,
	};

	if (!syscall(SYS_modify_ldt, 1, &desc, sizeof(desc)))
		count(LDTS);
}

static void *map(void *arg)
{
	unsigned long thread = (uintptr_t)arg;

	random_state = (thread + 1) * 0x9e3779b97f4a7c15ULL;
	while (running()) {
		use_slots(FIRST_SLOT + thread * SLOTS_EACH);
		touch_pages();
		if (!below(4))
			write_ldt();
	}
	return NULL;
}

void mapper(void)
{
	pthread_t threads[MAPPERS];

	for (uintptr_t i = 0; i < MAPPERS; i++)
		CHECK(!pthread_create(&threads[i], NULL, map, (void *)i));
	while (running()) {
		int state = random_state_to_set();

		change_to(state);
		check_state(state);
		usleep(below(3000));
	}
	for (int i = 0; i < MAPPERS; i++)
		CHECK(!pthread_join(threads[i], NULL));
}
