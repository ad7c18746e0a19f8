// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "launcher.h"

/* Is **at @option? Then takes its argument, of the same word or the next; *at moves there. */
static bool takes(const struct request *request, const char *option, char ***at, const char **value)
{
	size_t length = strlen(option);

	if (strncmp(**at, option, length) || ((**at)[length] && (**at)[length] != '='))
		return false;
	*value = (**at)[length] ? **at + length + 1 : *++*at;
	if (!*value || !**value)
		die(FAILED, "%s needs an argument; help: %s --help", option, request->name);
	return true;
}

/* Options end at the first word that is none: what follows is the command's own. */
void parse(struct request *request, char **args)
{
	bool run = !request->protect;

	for (; *args && **args == '-' && strcmp(*args, "--"); args++) {
		if (!strcmp(*args, "-h") || !strcmp(*args, "--help"))
			request->help = true;
		else if (!run && !strcmp(*args, "--forever"))
			request->forever = true;
		else if (run && !strcmp(*args, "--best-effort"))
			request->best_effort = true;
		else if (run && (!strcmp(*args, "-v") || !strcmp(*args, "--verbose")))
			request->verbose = true;
		else if (!run || (!takes(request, "--user", &args, &request->user) &&
				  !takes(request, "--group", &args, &request->group)))
			die(FAILED, "unknown option %s; help: %s --help", *args, request->name);
	}
	request->command = *args && **args == '-' ? args + 1 : args;
	if (!*request->command && !request->help)
		die(FAILED, "no command given; help: %s --help", request->name);
}
