// SPDX-License-Identifier: Apache-2.0
/* Events in the words of io.ptictl.spec.Verb: "2: exec plain, 1: off, ...". */
#include "actor.h"

#include <linux/capability.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#define THREAD                                                                 \
	(CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD |    \
	 CLONE_SYSVSEM)

/* ARGUMENTS: s a state, t a task, i an id, c capabilities, w a word */
static const struct {
	const char *name;
	enum verb verb;
	long value;
	const char *arguments;
} verbs[] = {
	{ "look",	      LOOK,		0,			 ""   },
	{ "on",		      SET,		0,			 ""   },
	{ "off",	      SET,		1,			 ""   },
	{ "off-until-exec",   SET,		2,			 ""   },
	{ "forced",	      SET,		3,			 ""   },
	{ "invalid",	      SET,		4,			 ""   },
	{ "prctl",	      SET_BY_PRCTL,	0,			 "s"  },
	{ "proc",	      SET_BY_FILE,	0,			 "ts" },
	{ "open",	      OPEN,		0,			 "t"  },
	{ "write",	      WRITE,		0,			 "s"  },
	{ "fork",	      BEAR,		0,			 ""   },
	{ "vfork",	      BEAR,		CLONE_VM | CLONE_VFORK,	 ""   },
	{ "thread",	      BEAR,		THREAD,			 ""   },
	{ "clone-vm",	      BEAR,		CLONE_VM,		 ""   },
	{ "clone-newuser",    BEAR,		CLONE_NEWUSER,		 ""   },
	{ "clone-vm-newuser", BEAR,		CLONE_VM | CLONE_NEWUSER, ""  },
	{ "exec",	      EXECUTE,		0,			 "w"  },
	{ "exit",	      EXIT,		0,			 ""   },
	{ "setuid",	      SET_ID,		SYS_setuid,		 "i"  },
	{ "setgid",	      SET_ID,		SYS_setgid,		 "i"  },
	{ "seteuid",	      SET_EFFECTIVE_ID, SYS_setresuid,		 "i"  },
	{ "setegid",	      SET_EFFECTIVE_ID, SYS_setresgid,		 "i"  },
	{ "setfsuid",	      SET_FS_ID,	SYS_setfsuid,		 "i"  },
	{ "setfsgid",	      SET_FS_ID,	SYS_setfsgid,		 "i"  },
	{ "drop",	      DROP,		0,			 "c"  },
	{ "lower",	      LOWER,		0,			 "c"  },
	{ "raise",	      RAISE,		0,			 "c"  },
	{ "bound",	      BOUND,		0,			 "c"  },
	{ "ambient",	      AMBIENT,		0,			 "c"  },
	{ "keepcaps",	      CONTROL,		PR_SET_KEEPCAPS,	 ""   },
	{ "no-new-privs",     CONTROL,		PR_SET_NO_NEW_PRIVS,	 ""   },
	{ "dumpable",	      CONTROL,		PR_SET_DUMPABLE,	 ""   },
	{ "seccomp",	      FILTER,		0,			 ""   },
	{ "unshare",	      UNSHARE,		0,			 ""   },
	{ "setns",	      ENTER_NAMESPACE,	0,			 "t"  },
	{ "attach",	      ATTACH,		0,			 "t"  },
	{ "traceme",	      TRACE_ME,		0,			 ""   },
	{ "write-to",	      WRITE_TO,		0,			 "t"  },
	{ "begin-write",      BEGIN_WRITE,	0,			 "t"  },
	{ "finish-write",     FINISH_WRITE,	0,			 ""   },
	{ "open-mem",	      OPEN_MEMORY,	0,			 "t"  },
	{ "write-mem",	      WRITE_MEMORY,	0,			 ""   },
	{ "sysctl",	      SYSCTL,		0,			 "w"  },
	{ "lockdown",	      LOCKDOWN,		0,			 "w"  },
};

/* io.ptictl.spec.User */
static const struct {
	const char *name;
	int id;
} ids[] = { { "root", 0 }, { "user", 1000 }, { "other", 1001 } };

/* io.ptictl.spec.Capability */
static const struct {
	const char *name;
	int number;
} capabilities[] = {
	{ "dac_override", CAP_DAC_OVERRIDE }, { "setgid", CAP_SETGID },
	{ "setuid", CAP_SETUID },	      { "setpcap", CAP_SETPCAP },
	{ "net_raw", CAP_NET_RAW },	      { "sys_rawio", CAP_SYS_RAWIO },
	{ "sys_ptrace", CAP_SYS_PTRACE },     { "sys_admin", CAP_SYS_ADMIN },
	{ "payload", CAP_PAYLOAD },
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool read_state(const char *word, struct order *order)
{
	for (size_t i = 0; i < COUNT(verbs); i++)
		if (verbs[i].verb == SET && !strcmp(verbs[i].name, word)) {
			order->state = verbs[i].value;
			return true;
		}
	return false;
}

static bool read_id(const char *word, struct order *order)
{
	for (size_t i = 0; i < COUNT(ids); i++)
		if (!strcmp(ids[i].name, word)) {
			order->id = ids[i].id;
			return true;
		}
	return false;
}

static bool add_capability(const char *name, uint64_t *set)
{
	for (size_t i = 0; i < COUNT(capabilities); i++)
		if (!strcmp(capabilities[i].name, name)) {
			*set |= 1ULL << capabilities[i].number;
			return true;
		}
	return false;
}

static bool read_capabilities(char *words, struct order *order)
{
	char *name;

	if (!strcmp(words, "all")) {
		order->set = ~0ULL >> (63 - CAP_PAYLOAD);
		return true;
	}
	while ((name = strsep(&words, "+")))
		if (!add_capability(name, &order->set))
			return false;
	return true;
}

static bool read_argument(char kind, char *word, struct order *order)
{
	switch (kind) {
	case 's':
		return read_state(word, order);
	case 'i':
		return read_id(word, order);
	case 'c':
		return read_capabilities(word, order);
	case 't':
		order->other = atoi(word);
		return order->other > 0 && order->other <= MAX_TASKS;
	default:
		if (strlen(word) >= sizeof(order->word))
			return false;
		strcpy(order->word, word);
		return true;
	}
}

static bool read_event(char *event, struct order *order)
{
	char *name = strsep(&event, " ");
	size_t i = 0;

	*order = (struct order){ 0 };
	while (i < COUNT(verbs) && strcmp(verbs[i].name, name))
		i++;
	if (i == COUNT(verbs))
		return false;
	order->verb = verbs[i].verb;
	order->value = verbs[i].value;
	if (order->verb == SET)
		order->state = order->value;
	for (const char *kind = verbs[i].arguments; *kind; kind++) {
		char *word = strsep(&event, " ");

		if (!word || !read_argument(*kind, word, order))
			return false;
	}
	return !event;
}

/* Takes one event off the text; BY is 0 if it makes no sense. False at the end. */
bool script_next(char **rest, int *by, struct order *order)
{
	char *event = strsep(rest, ","), *colon;

	if (!event)
		return false;
	event += strspn(event, " ");
	if (!*event)
		return false;
	colon = strchr(event, ':');
	*by = colon ? atoi(event) : 0;
	if (*by < 0 || *by > MAX_TASKS || !colon ||
	    !read_event(colon + 1 + strspn(colon + 1, " "), order))
		*by = 0;
	return true;
}
