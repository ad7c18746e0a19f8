/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_H
#define BENCH_H

#include "meter.h"

#include <stdbool.h>

/*
 * One benchmark. once() returns the ticks of what is measured, which enters
 * the kernel "calls" times, page faults apart.
 */
struct benchmark {
	const char *name;
	double calls;
	int share; /* of all rounds only one in so many, since one takes long */
	void (*prepare)(void);
	uint64_t (*once)(void);
};

/* calls.c: by one process. */
extern const struct benchmark calls[];
/* pairs.c: by two that wait for each other. */
extern const struct benchmark pairs[];

/* bench.c */
int bench(int count, char **args);
double tick_ns(void);

/* pairs.c: its PID, or 0 in the partner, which ends with its parent */
int start_partner(bool isolated);

/* calibrate.c */
int walk(int count, char **args);
int leave(int count, char **args);

/* cold.c: nothing but a test of a flag until it has been prepared. */
void cold_prepare(void);
/* In a new process. One that is isolated looks everything up again anyway. */
void cold_forked(bool isolated);
/* Empties the TLB; to be called outside of what is measured. */
void cold_flush(void);
/* The same within it: what that took is to be taken off. */
void cold_between(void);
uint64_t cold_spent(void);

/* meter.c */
void sort_values(uint64_t *values, size_t n);
uint64_t undisturbed(const uint64_t *sorted, size_t n);
void show(const char *file, const char *begin);
void show_state(void);
void opt_out(void);
bool isolate(void);

#endif
