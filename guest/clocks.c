// SPDX-License-Identifier: Apache-2.0
/* Are the guest's clocks such that times can be measured by them? */
#include "guest.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define SYSTEM "/sys/devices/system/"

static bool says(const char *path, const char *word)
{
	char text[64];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof(text));

	if (fd >= 0)
		close(fd);
	return n >= (ssize_t)strlen(word) &&
	       memcmp(text, word, strlen(word)) == 0;
}

/* On a busy host the kernel may mistrust a counter or the local APIC's timer. */
bool clocks_good(void)
{
	return says(SYSTEM "clocksource/clocksource0/current_clocksource", "tsc") &&
	       says(SYSTEM "clockevents/clockevent0/current_device", "lapic");
}
