/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Helpers of the stress test: its workers, what they count, and random numbers
 * that the seed decides.
 */
#ifndef PTI_OPTOUT_STRESS_H
#define PTI_OPTOUT_STRESS_H

#include "pti_optout.h"

#include <stdatomic.h>

/* What is counted, in the order and by the words of the report */
#define EVENTS(X)					\
	X(TOGGLES, "changes of the own state")		\
	X(BUSY, "refused as busy and tried again")	\
	X(OUTSIDE, "changes from outside")		\
	X(CALLS, "system calls of siblings")		\
	X(ENTRIES, "entry CR3s compared")		\
	X(SIGNALS, "signals taken")			\
	X(FORKS, "forks")				\
	X(VFORKS, "vforks")				\
	X(CLONES, "clones with a shared mm")		\
	X(EXECS, "execs")				\
	X(SETUID_EXECS, "execs of a setuid program")	\
	X(MARKED_EXECS, "execs of a marked program")	\
	X(DOMAINS, "domain changes")			\
	X(SLOTS, "mappings in fresh PGD slots")		\
	X(UNMAPS, "slots unmapped")			\
	X(FAULTS, "pages touched first")		\
	X(LDTS, "LDTs written")				\
	X(READS, "reads of /proc")			\
	X(REFUSED, "attacks on opted-out processes refused") \
	X(ALLOWED, "writes to isolated processes")	\
	X(MEMBARRIERS, "membarriers")			\
	X(OFFLINES, "CPUs taken offline and back")

#define NAME(id, words) id,
enum event { EVENTS(NAME) EVENT_COUNT };
#undef NAME

#define MAX_TARGETS 8

/* Of all workers, in shared memory */
struct shared {
	atomic_ulong count[EVENT_COUNT];
	atomic_bool stop;
	/* Processes to read of and, where so meant, to change */
	atomic_int targets[MAX_TARGETS];
};

extern struct shared *shared;

static inline void count(enum event event)
{
	atomic_fetch_add_explicit(&shared->count[event], 1,
				  memory_order_relaxed);
}

static inline bool running(void)
{
	return !atomic_load_explicit(&shared->stop, memory_order_relaxed);
}

/* From the seed and the worker's number; each thread has its own. */
extern __thread uint64_t random_state;
unsigned int below(unsigned int n);

/* The state must be this, and the entry CR3 agree with it. */
void check_state(int state);
/* Of this thread, at its last entry */
int own_entry_isolated(void);
/* Sets the state of this process, by one of the ways; EBUSY passes. */
void change_to(int state);
int random_state_to_set(void);
bool is_off(int state);

/* The workers: each in a process of its own, until !running() */
void toggler(void);
void signals(void);
void mapper(void);
void family(void);
void outside(void);
void readers(void);
void attackers(void);
void hotplug(void);

#endif
