/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the tasks of the actor (guest/actor) are: a program without a C library,
 * whose tasks may share their memory whatever they do, and which starts with
 * few page faults.
 */
#ifndef PERFORMER_H
#define PERFORMER_H

#include "../actor/shared.h"

/* perform.c */
_Noreturn void perform(int number);

/* text.c: PLACE becomes the text's end; there is room */
void add_text(char **place, const char *text);
void add_number(char **place, int number);

/* Each act returns 0, or an error number below 0. */

/* states.c */
long act_set(const struct order *order);
long act_set_by_prctl(const struct order *order);
long act_set_by_file(const struct order *order);
long act_open(const struct order *order);
long act_open_memory(const struct order *order);
long act_write(const struct order *order);
long act_sysctl(const struct order *order);
long act_lockdown(const struct order *order);

/* births.c */
long act_bear(const struct order *order);
long act_execute(const struct order *order);
long act_exit(const struct order *order);

/* rights.c */
long act_set_id(const struct order *order);
long act_set_effective_id(const struct order *order);
long act_set_fs_id(const struct order *order);
long act_control(const struct order *order);
long act_filter(const struct order *order);
long act_unshare(const struct order *order);
long act_enter_namespace(const struct order *order);

/* capabilities.c */
long act_capabilities(const struct order *order);

/* writers.c */
long act_attach(const struct order *order);
long act_trace_me(const struct order *order);
long act_reap(const struct order *order);
long act_write_to(const struct order *order);
long act_begin_write(const struct order *order);
long act_write_memory(const struct order *order);

#endif
