// SPDX-License-Identifier: Apache-2.0
/* Finds a JVM that is recent enough, and becomes it. */
#include <errno.h>
#include <glob.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "launcher.h"

static char java[PATH_MAX + 16], jar[PATH_MAX + 32];
static int best = INT_MAX;

/* The oldest from 25 on: a newer JDK beside it must not make the AOT cache useless. */
static void consider(const char *home)
{
	char text[PATH_MAX + 16];
	int version = 0;
	FILE *release;

	snprintf(text, sizeof(text), "%s/release", home);
	release = fopen(text, "re");
	while (release && !version && fgets(text, sizeof(text), release))
		sscanf(text, "JAVA_VERSION=\"%d", &version);
	if (release)
		fclose(release);
	if (version >= 25 && version < best) {
		best = version;
		snprintf(java, sizeof(java), "%s/bin/java", home);
	}
}

static void find_java(const char *own)
{
	const char *given = secure_getenv("JAVA_HOME"), *path = secure_getenv("PATH");
	char *rest = strdup(path ? path : ""), *dir, link[PATH_MAX], real[PATH_MAX];
	glob_t homes;

	consider(own);
	consider(given ? given : own);
	if (best == INT_MAX && glob("/usr/lib/jvm/*", GLOB_ONLYDIR, NULL, &homes) == 0)
		for (char **home = homes.gl_pathv; *home; home++)
			consider(*home);
	while (best == INT_MAX && (dir = strsep(&rest, ":"))) {
		snprintf(link, sizeof(link), "%s/java", dir);
		if (realpath(link, real))
			consider(dirname(dirname(real)));
	}
	if (best == INT_MAX)
		die(UNSUPPORTED, "no Java 25 in JAVA_HOME, /usr/lib/jvm or PATH; install a JDK "
		    "(Debian 13: apt-get install openjdk-25-jdk; Debian 12: Temurin 25)");
}

void start_java(char **args)
{
	char self[PATH_MAX] = "", cache[PATH_MAX + 32], home[PATH_MAX + 32];
	/* A cache of another JDK or jar is left aside without a word. */
	const char *options[] = { cache, "-Xlog:disable", "-XX:-UsePerfData",
		"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-MaxFDLimit",
		"--enable-native-access=ALL-UNNAMED", home, "-cp", jar, "io.ptictl.cli.Main" };
	enum { OPTIONS = sizeof(options) / sizeof(*options) };
	size_t count = 0, skip;
	const char **words;

	if (readlink("/proc/self/exe", self, sizeof(self) - 1) < 0)
		die(UNSUPPORTED, "/proc/self/exe: %s; is /proc mounted?", strerror(errno));
	snprintf(home, sizeof(home), "%s/lib/java", dirname(self));
	find_java(home); /* a package brings its own */
	snprintf(cache, sizeof(cache), "-XX:AOTCache=%s/lib/ptictl.aot", self);
	snprintf(jar, sizeof(jar), "%s/lib/ptictl.jar", self);
	if (access(jar, R_OK))
		die(UNSUPPORTED, "%s: %s; start ./ptictl in the checkout", jar, strerror(errno));
	skip = access(strchr(cache, '=') + 1, R_OK) != 0;
	snprintf(home, sizeof(home), "-Dptictl.home=%s", dirname(self));
	while (args[count++])
		;
	words = calloc(1 + OPTIONS + count, sizeof(*words));
	words[0] = java;
	memcpy(words + 1, options + skip, sizeof(options) - skip * sizeof(*options));
	memcpy(words + 1 + OPTIONS - skip, args, count * sizeof(*words));
	execv(java, (char **)words);
	die(UNSUPPORTED, "failed to execute %s: %s", java, strerror(errno));
}
