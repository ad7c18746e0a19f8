// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "launcher.h"

/* Is **at @option? Then takes its value, of the same word or the next; *at moves there. */
static bool takes(const char *option, char ***at, const char **value)
{
	size_t length = strlen(option);

	if (strncmp(**at, option, length) || ((**at)[length] && (**at)[length] != '='))
		return false;
	*value = (**at)[length] ? **at + length + 1 : *++*at;
	if (!*value || !**value)
		die(FAILED, "%s needs a name", option);
	return true;
}

/* Options end at the first word that is none: what follows is the command's own. */
void parse(struct request *request, char **args)
{
	bool run = !request->protect;

	for (; *args && args[0][0] == '-' && args[0][1] && strcmp(*args, "--"); args++) {
		if (!strcmp(*args, "-h") || !strcmp(*args, "--help") ||
		    !strcmp(*args, "-V") || !strcmp(*args, "--version"))
			start_java((char *[]){ run ? "run" : "protect", *args, NULL });
		else if (!run && !strcmp(*args, "--forever"))
			request->forever = true;
		else if (run && !strcmp(*args, "--best-effort"))
			request->best_effort = true;
		else if (run && (!strcmp(*args, "-v") || !strcmp(*args, "--verbose")))
			request->verbose = true;
		else if (!run || (!takes("--user", &args, &request->user) &&
				  !takes("--group", &args, &request->group)))
			die(FAILED, "unknown option %s; help: %s --help", *args, request->name);
	}
	request->command = *args && !strcmp(*args, "--") ? args + 1 : args;
	if (!*request->command)
		die(FAILED, "no command given; help: %s --help", request->name);
}
