/* SPDX-License-Identifier: GPL-2.0 */
/* Pages whose contents come as late as their owner likes */
#ifndef PTI_OPTOUT_TEST_STALL_H
#define PTI_OPTOUT_TEST_STALL_H

#include "pti_optout.h"

struct stall {
	struct gate asked;	/* opened when somebody waits for the page */
	struct gate deliver;	/* to be opened to let him have it */
	void *page;
};

/*
 * In the process that is to wait.  Whoever reads stall->page sleeps in the
 * kernel until stall->deliver is opened.
 */
void stall_by_userfaultfd(struct stall *stall);
void stall_by_fuse(struct stall *stall);

#endif
