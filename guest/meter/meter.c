// SPDX-License-Identifier: Apache-2.0
/*
 * meter ROUNDS [optout]: what one way through the kernel costs.
 *
 * Prints for each kind of entry the ticks of the time stamp counter from the
 * instruction that enters the kernel until user code goes on, as the value
 * most often seen in ROUNDS, and how often it was seen. In an emulator whose
 * clock counts instructions these are instructions. First come the machine's
 * and the process's state and the CR3 with which it entered, so that nobody
 * takes one leg of a comparison for another.
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define ARCH_PTI_SET 0x6002
#define ARCH_PTI_ON 0
#define ARCH_PTI_OFF 1

static const struct entry {
	const char *name;
	void (*prepare)(void);
	uint64_t (*once)(void);
} entries[] = {
	{ "syscall",   NULL,            meter_syscall },
	{ "int80",     NULL,            meter_int80 },
	{ "fault",     meter_map,       meter_fault },
	{ "interrupt", meter_arm_timer, meter_interrupt },
};

static int by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

void sort_values(uint64_t *values, size_t n)
{
	qsort(values, n, sizeof(*values), by_value);
}

/* The first quartile: what gets in the way of a call only adds to it. */
uint64_t undisturbed(const uint64_t *sorted, size_t n)
{
	return sorted[n / 4];
}

static void most_often(uint64_t *values, size_t n, uint64_t *value, size_t *seen)
{
	size_t run = 0;

	*seen = 0;
	sort_values(values, n);
	for (size_t i = 0; i < n; i++) {
		run = i && values[i] == values[i - 1] ? run + 1 : 1;
		if (run > *seen) {
			*seen = run;
			*value = values[i];
		}
	}
}

static void measure(const struct entry *e, uint64_t *values, size_t rounds)
{
	uint64_t value = 0;
	size_t seen;

	if (e->prepare)
		e->prepare();
	for (size_t i = 0; i < rounds; i++)
		values[i] = e->once();
	most_often(values, rounds, &value, &seen);
	printf("%s %llu %zu\n", e->name, (unsigned long long)value, seen);
}

/* The rest of the file's line that begins so, or "-". */
void show(const char *file, const char *begin)
{
	FILE *f = fopen(file, "r");
	char line[256], text[256] = "-";
	size_t n = strlen(begin);

	while (f && fgets(line, sizeof(line), f))
		if (!strncmp(line, begin, n))
			sscanf(line + n, " %255[^\n]", text);
	if (f)
		fclose(f);
	puts(text);
}

void opt_out(void)
{
	if (syscall(SYS_arch_prctl, ARCH_PTI_SET, ARCH_PTI_OFF)) {
		perror("meter: opting out");
		exit(1);
	}
}

/* Fails where the kernel has no such thing, and all are as isolated as they can be. */
bool isolate(void)
{
	return syscall(SYS_arch_prctl, ARCH_PTI_SET, ARCH_PTI_ON) == 0;
}

void show_state(void)
{
	syscall(SYS_getppid); /* what is shown next is this entry, or a later one */
	printf("machine ");
	show("/sys/devices/system/cpu/vulnerabilities/meltdown", "");
	printf("process ");
	show("/proc/self/status", "Page_Table_Isolation:");
	printf("entry_cr3 ");
	show("/proc/self/arch_status", "Entry_CR3:");
}

int main(int argc, char **argv)
{
	size_t rounds = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;
	uint64_t *values = rounds ? calloc(rounds, sizeof(*values)) : NULL;

	if (argc == 2 && !strcmp(argv[1], "nothing"))
		return 0;
	if (argc > 1 && !strcmp(argv[1], "bench"))
		return bench(argc - 2, argv + 2);
	if (argc > 1 && !strcmp(argv[1], "walk"))
		return walk(argc - 2, argv + 2);
	if (argc > 1 && !strcmp(argv[1], "switch"))
		return leave(argc - 2, argv + 2);
	if (!values || argc > 3 || (argc == 3 && strcmp(argv[2], "optout"))) {
		fprintf(stderr, "usage: meter ROUNDS [optout]\n       meter bench ROUNDS on|off|cold [apic]\n"
			"       meter walk ROUNDS\n       meter switch ROUNDS on|off|cold\n");
		return 2;
	}
	if (argc == 3)
		opt_out();
	show_state();
	for (size_t i = 0; i < sizeof(entries) / sizeof(*entries); i++)
		measure(&entries[i], values, rounds);
	return 0;
}
