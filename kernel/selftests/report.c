// SPDX-License-Identifier: GPL-2.0
/* What the kernel tells others of opt-outs: tracepoints and audit records. */
#include "pti_optout.h"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/netlink.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/time.h>

#define TRACING "/sys/kernel/tracing/"
#define EVENTS TRACING "events/pti_optout/enable"

#ifndef AUDIT_PTI_OPTOUT
#define AUDIT_PTI_OPTOUT	1340
#endif

/* Granted, ended by other ids, and refused */
static void life(void)
{
	CHECK_EQ(pti_set(ARCH_PTI_OFF), 0);
	CHECK(!setresuid(NOBODY, NOBODY, NOBODY));
	CHECK_EQ(pti_set(ARCH_PTI_OFF), EPERM);
}

static void write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_TRUNC);

	CHECK(fd >= 0);
	CHECK_EQ(write_fd(fd, text), 0);
	close(fd);
}

static void is_traced(pid_t pid, const char *event, const char *reason)
{
	static char text[65536];
	char wanted[64];
	int fd = open(TRACING "trace", O_RDONLY);
	ssize_t len, all = 0;

	CHECK(fd >= 0);
	while ((len = read(fd, text + all, sizeof(text) - 1 - all)) > 0)
		all += len;
	close(fd);
	text[all] = 0;
	snprintf(wanted, sizeof(wanted), "pti_optout_%s: pid=%d ", event, pid);
	for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
		if (strstr(line, wanted) && strstr(line, reason))
			return;
	FAIL_IF(true, "no %s%s in the trace", wanted, reason);
}

static void tracepoints(void)
{
	pid_t pid;

	if (access(EVENTS, F_OK))
		mount("tracefs", TRACING, "tracefs", 0, NULL);
	SKIP_IF(access(EVENTS, W_OK), "no tracefs");
	write_file(EVENTS, "1");
	pid = start(life);
	CHECK_EQ(finish(pid), PASS);
	write_file(EVENTS, "0");
	is_traced(pid, "granted", "reason=set");
	is_traced(pid, "ended", "reason=domain");
	is_traced(pid, "refused", "error=-1");
}

static void set_audit(int fd, int enabled)
{
	struct {
		struct nlmsghdr head;
		struct audit_status status;
	} message = {
		.head = {
			.nlmsg_len = sizeof(message),
			.nlmsg_type = AUDIT_SET,
			.nlmsg_flags = NLM_F_REQUEST,
		},
		.status = {
			.mask = AUDIT_STATUS_ENABLED,
			.enabled = enabled,
		},
	};

	CHECK(send(fd, &message, sizeof(message), 0) == sizeof(message));
}

static int audit_socket(int groups)
{
	struct sockaddr_nl address = {
		.nl_family = AF_NETLINK, .nl_groups = groups,
	};
	struct timeval patience = { .tv_sec = 20 };
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_AUDIT);

	SKIP_IF(fd < 0, "no audit");
	CHECK(!bind(fd, (struct sockaddr *)&address, sizeof(address)));
	CHECK(!setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience,
			  sizeof(patience)));
	return fd;
}

/* Until one of ours has all these words */
static void is_audited(int fd, const char *op, const char *result)
{
	static char record[9000];
	struct nlmsghdr *head = (struct nlmsghdr *)record;

	for (;;) {
		ssize_t len = recv(fd, record, sizeof(record) - 1, 0);

		FAIL_IF(len < 0, "no audit record with %s %s", op, result);
		record[len] = 0;
		if (head->nlmsg_type == AUDIT_PTI_OPTOUT &&
		    strstr(NLMSG_DATA(head), op) &&
		    strstr(NLMSG_DATA(head), result))
			return;
	}
}

static void audit_records(void)
{
	int listener = audit_socket(1 << (AUDIT_NLGRP_READLOG - 1));
	int control = audit_socket(0), ret;

	set_audit(control, 1);
	ret = child(life);
	set_audit(control, 0);
	CHECK_EQ(ret, PASS);
	is_audited(listener, "op=set", "res=1");
	is_audited(listener, "op=domain", "res=1");
	is_audited(listener, "op=set", "res=0");
}

const struct test report_tests[] = {
	{ "each opt-out, its end and a refusal is traced", tracepoints },
	{ "and audited", audit_records },
	{ }
};
