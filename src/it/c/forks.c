// SPDX-License-Identifier: Apache-2.0
/*
 * forks CALLS CHILDREN THREADS: CALLS times getppid() in each child and in
 * each thread, and ends when they have.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <pthread.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static long calls;

static void *call(void *unused)
{
	(void)unused;
	for (long i = 0; i < calls; i++)
		syscall(SYS_getppid);
	return NULL;
}

int main(int argc, char **argv)
{
	pthread_t thread;

	if (argc != 4)
		return 2;
	calls = atol(argv[1]);
	for (int i = atoi(argv[2]); i; i--)
		if (!fork()) {
			call(NULL);
			_exit(0);
		}
	while (wait(NULL) > 0)
		;
	for (int i = atoi(argv[3]); i; i--) {
		if (pthread_create(&thread, NULL, call, NULL))
			return 1;
		/* pthread_join() makes a system call only if it is early. */
		while (pthread_tryjoin_np(thread, NULL))
			;
	}
	return 0;
}
