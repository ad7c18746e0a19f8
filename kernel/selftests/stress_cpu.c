// SPDX-License-Identifier: GPL-2.0
/* Stress: CPUs that go and come back. */
#include "stress.h"

#include <fcntl.h>

static int set_online(int cpu, bool online)
{
	char path[64];
	int fd, ret;

	snprintf(path, sizeof(path), "/sys/devices/system/cpu/cpu%d/online",
		 cpu);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return errno;
	ret = write_fd(fd, online ? "1" : "0");
	close(fd);
	return ret;
}

void hotplug(void)
{
	int cpus = sysconf(_SC_NPROCESSORS_CONF);

	SKIP_IF(cpus < 2 || set_online(1, true), "no CPU to take offline");
	while (running()) {
		int cpu = 1 + below(cpus - 1);

		if (set_online(cpu, false) == EBUSY) {
			usleep(10000);
			continue;
		}
		usleep(below(100000));
		CHECK_EQ(set_online(cpu, true), 0);
		count(OFFLINES);
		usleep(200000 + below(800000));
	}
}
