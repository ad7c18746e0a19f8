// SPDX-License-Identifier: Apache-2.0
/*
 * getppid COUNT: shows its page tables, waits for a byte, calls getppid() that often, shows how often
 * it was switched to meanwhile, and waits for another byte. So nothing else of its life is counted.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static long switches(void)
{
	FILE *file = fopen("/proc/self/status", "r");
	char line[256];
	long sum = 0;

	while (file && fgets(line, sizeof(line), file))
		if (strstr(line, "ctxt_switches:"))
			sum += atol(strchr(line, ':') + 1);
	if (file)
		fclose(file);
	return sum;
}

static void show_entry(void)
{
	FILE *file = fopen("/proc/self/arch_status", "r");
	char line[256];

	while (file && fgets(line, sizeof(line), file))
		if (!strncmp(line, "Entry_CR3:", 10))
			fputs(line, stdout);
	if (file)
		fclose(file);
	fflush(stdout);
}

int main(int count, char **args)
{
	long calls = count == 2 ? atol(args[1]) : 0, before, i;
	char byte;

	syscall(SYS_getppid);
	switches();
	show_entry();
	before = switches();
	if (read(STDIN_FILENO, &byte, 1) != 1)
		return 1;
	for (i = 0; i < calls; i++)
		syscall(SYS_getppid);
	printf("switches: %ld\n", switches() - before);
	fflush(stdout);
	return read(STDIN_FILENO, &byte, 1) != 1;
}
