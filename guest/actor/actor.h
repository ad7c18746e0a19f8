/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The actor plays sequences of events of the specification (io.ptictl.spec)
 * with real tasks, and says what became of each. The tasks are performers
 * (guest/performer): they wait for an order, carry it out, tell how it ended.
 */
#ifndef ACTOR_H
#define ACTOR_H

#include "shared.h"

#include <stdbool.h>

/* files.c */
void files_make(const char *directory, const char *performer);

/* script.c */
bool script_next(char **rest, int *by, struct order *order);

/* stage.c: a sequence that is played */
struct stage;
struct stage *stage_new(const char *directory);
void stage_begin(struct stage *stage);
void stage_play(struct stage *stage, char *events);
void stage_clear(struct stage *stage);

/* look.c: what can be seen of a task from outside */
struct view {
	int status, file, arch_status;	/* descriptors; -1: none */
};
void view_open(struct view *view, pid_t tid, bool process);
void view_close(struct view *view);
void view_print(const struct view *view, bool entered);

_Noreturn void die(const char *what);

#endif
