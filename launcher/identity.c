// SPDX-License-Identifier: Apache-2.0
/*
 * Who executes the command. A change of ids ends an opt-out, and takes root's right to one away: so
 * the capability is kept over the change, alone, and dropped when it has been used.
 */
#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "launcher.h"

enum { LOW_RAWIO = 1 << CAP_SYS_RAWIO, HIGH_PAYLOAD = 1 << (41 - 32) };

static struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
static struct __user_cap_data_struct sets[2];
static bool dropping;

bool may_opt_out(void)
{
	return syscall(SYS_capget, &header, sets) == 0 &&
	       (sets[0].effective & LOW_RAWIO || sets[1].effective & HIGH_PAYLOAD);
}

/* The bit leaves the ambient set together with the inheritable one. */
static int keep_only(unsigned int low, unsigned int high)
{
	sets[0].effective = sets[0].permitted &= low;
	sets[1].effective = sets[1].permitted &= high;
	sets[0].inheritable &= ~LOW_RAWIO;
	sets[1].inheritable &= ~HIGH_PAYLOAD;
	return syscall(SYS_capset, &header, sets);
}

static int change_user(uid_t uid)
{
	unsigned int low, high;

	if (uid == 0) /* execve gives root all of them, and a gain would end the opt-out */
		return setresuid(uid, uid, uid);
	if (syscall(SYS_capget, &header, sets))
		return -1;
	high = sets[1].permitted & HIGH_PAYLOAD;
	low = high ? 0 : LOW_RAWIO;
	dropping = true;
	return prctl(PR_SET_KEEPCAPS, 1) || keep_only(low | 1 << CAP_SETUID, high) ||
	       setresuid(uid, uid, uid) || keep_only(low, high);
}

void drop_capability(void)
{
	if (dropping && keep_only(0, 0))
		die(FAILED, "cannot drop capabilities: %s", strerror(errno));
}

/* As for chown(1), a name goes before a number, which need not have a name. */
static bool number(const char *text, unsigned int *id)
{
	char *end;
	unsigned long value = strtoul(text, &end, 10);

	*id = value;
	return *text >= '0' && *text <= '9' && !*end && value < (unsigned int)-1;
}

void change_identity(const char *user, const char *group)
{
	struct passwd *account = user ? getpwnam(user) : NULL;
	struct group *entry = group ? getgrnam(group) : NULL;
	uid_t uid = account ? account->pw_uid : 0;
	gid_t gid = -1;
	int death_signal = 0;

	if (user && !account) {
		if (!number(user, &uid))
			die(FAILED, "unknown user %s", user);
		account = getpwuid(uid);
		if (!account && !group)
			die(FAILED, "user %s has no group of its own; add --group", user);
	}
	if (entry || account)
		gid = entry ? entry->gr_gid : account->pw_gid;
	if (group && !entry && !number(group, &gid))
		die(FAILED, "unknown group %s", group);

	prctl(PR_GET_PDEATHSIG, &death_signal); /* which a change of ids clears */
	if ((user && initgroups(account ? account->pw_name : user, gid)) ||
	    setresgid(gid, gid, gid))
		die(FAILED, "cannot change to group %u: %s", gid, strerror(errno));
	if (user && change_user(uid))
		die(FAILED, "cannot change to user %s: %s", user, strerror(errno));
	if (death_signal)
		prctl(PR_SET_PDEATHSIG, death_signal);
}
