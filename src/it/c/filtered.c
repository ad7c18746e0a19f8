// SPDX-License-Identifier: Apache-2.0
/*
 * filtered ERROR CALL LEAST COMMAND...: executes it under a seccomp filter that
 * answers ERROR to the system call of that number where its first argument is
 * at least LEAST: as sandboxes do with calls they do not know.
 */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

int main(int count, char **args)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 3),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args)),
		BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { sizeof(code) / sizeof(*code), code };

	if (count < 5)
		return 2;
	code[4].k |= strtoul(args[1], NULL, 0);
	code[1].k = strtoul(args[2], NULL, 0);
	code[3].k = strtoul(args[3], NULL, 0);
	/* Without no_new_privs, as root may: that would be a reason of its own. */
	if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program)) {
		perror("filtered");
		return 1;
	}
	execvp(args[4], args + 4);
	perror(args[4]);
	return 127;
}
