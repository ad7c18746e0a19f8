// SPDX-License-Identifier: Apache-2.0
/*
 * Neither 9p nor an initramfs passes a security.* attribute, so the file
 * capabilities of the host's programs travel beside it: the host lists them in
 * a file of the machine's directory, "HEX PATH" a line, and init sets them on
 * its own root.
 */
#include "guest.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/xattr.h>

#define ATTRIBUTE "security.capability"
#define LIST "capabilities"
#define MAX_BYTES 64

static const char places[] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:"
			     "/usr/bin:/usr/libexec:/sbin:/bin";

static void list_file(FILE *list, const char *path)
{
	unsigned char value[MAX_BYTES];
	ssize_t n = lgetxattr(path, ATTRIBUTE, value, sizeof(value));

	if (n <= 0 || strchr(path, '\n'))
		return;
	for (ssize_t i = 0; i < n; i++)
		fprintf(list, "%02x", value[i]);
	fprintf(list, " %s\n", path);
}

static void list_directory(FILE *list, const char *place)
{
	DIR *d = *place == '/' ? opendir(place) : NULL;
	struct dirent *e;
	char path[4096];

	while (d && (e = readdir(d)))
		if (snprintf(path, sizeof(path), "%s/%s", place, e->d_name) <
		    (int)sizeof(path))
			list_file(list, path);
	if (d)
		closedir(d);
}

/* On the host: the programs that a PATH may reach. */
void capabilities_list(const char *directory)
{
	const char *path = getenv("PATH");
	char name[4096], *all, *place, *rest;
	FILE *list;

	snprintf(name, sizeof(name), "%s/" LIST, directory);
	list = fopen(name, "we");
	if (!list || asprintf(&all, "%s:%s", places, path ? path : "") < 0)
		return;
	rest = all;
	while ((place = strsep(&rest, ":")))
		list_directory(list, place);
	free(all);
	fclose(list);
}

static size_t from_hex(const char *hex, unsigned char *value)
{
	size_t n = 0;

	while (n < MAX_BYTES && sscanf(hex + 2 * n, "%2hhx", &value[n]) == 1)
		n++;
	return n;
}

/* In the guest: the list, packed beside init or seen through 9p. */
FILE *capabilities_open(void)
{
	const char *directory = getenv("ptictl_lab");	/* a kernel parameter */
	char name[4096];

	if (!directory)
		return fopen("/" LIST, "re");
	snprintf(name, sizeof(name), "/host%s/" LIST, directory);
	return fopen(name, "re");
}

/* In the new root; LIST may be NULL. */
void capabilities_set(FILE *list)
{
	char line[4096 + 2 * MAX_BYTES], *path;
	unsigned char value[MAX_BYTES];

	while (list && fgets(line, sizeof(line), list)) {
		line[strcspn(line, "\n")] = 0;
		path = strchr(line, ' ');
		if (!path)
			continue;
		*path++ = 0;
		setxattr(path, ATTRIBUTE, value, from_hex(line, value), 0);
	}
	if (list)
		fclose(list);
}
