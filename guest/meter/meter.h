/* SPDX-License-Identifier: Apache-2.0 */
#ifndef METER_H
#define METER_H

#include <stdint.h>
#include <x86intrin.h>

/* entries.c: each one way through the kernel, in ticks of the counter. */
uint64_t meter_syscall(void);
uint64_t meter_int80(void);
void meter_map(void);
uint64_t meter_fault(void);

/* interrupt.c: when a timer expires, or raised by the process itself. */
void interrupt_itself(void);
void meter_arm_timer(void);
uint64_t meter_interrupt(void);

_Noreturn void meter_die(const char *what);

#endif
