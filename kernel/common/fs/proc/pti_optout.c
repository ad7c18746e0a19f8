// SPDX-License-Identifier: GPL-2.0-only
/*
 * /proc/PID/page_table_isolation, and the line of /proc/PID/status.
 */
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/pti_optout.h>
#include <linux/sched/mm.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/seq_file.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include <asm/pti_optout.h>

#include "internal.h"

static const char * const pti_optout_words[] = {
	[ARCH_PTI_ON]		= "enabled",
	[ARCH_PTI_OFF]		= "disabled",
	[ARCH_PTI_OFF_NOEXEC]	= "disabled until exec",
	[ARCH_PTI_FORCED]	= "forced",
	[ARCH_PTI_NOT_IN_USE]	= "not in use",
};

void pti_optout_proc_status(struct seq_file *m, struct mm_struct *mm)
{
	seq_printf(m, "Page_Table_Isolation:\t%s\n",
		   pti_optout_words[pti_optout_get(mm)]);
}

/* The state is the process's: /proc/TID is none, though it can be looked up. */
static struct task_struct *get_leader(struct inode *inode)
{
	struct task_struct *task = get_proc_task(inode);

	if (task && !thread_group_leader(task)) {
		put_task_struct(task);
		task = NULL;
	}
	return task;
}

static int pti_optout_show(struct seq_file *m, void *v)
{
	struct task_struct *task = get_leader(m->private);
	struct mm_struct *mm;

	if (!task)
		return -ESRCH;
	mm = get_task_mm(task);
	put_task_struct(task);
	if (!mm)
		return -ESRCH;
	seq_printf(m, "%s\n", pti_optout_words[pti_optout_get(mm)]);
	mmput(mm);

	return 0;
}

static int pti_optout_open(struct inode *inode, struct file *file)
{
	return single_open(file, pti_optout_show, inode);
}

static int parse_word(const char __user *buf, size_t count)
{
	char word[32];
	int ret;

	if (!count || count >= sizeof(word))
		return -EINVAL;
	if (copy_from_user(word, buf, count))
		return -EFAULT;
	if (word[count - 1] == '\n')
		count--;
	if (memchr(word, '\0', count))
		return -EINVAL;
	word[count] = '\0';

	ret = match_string(pti_optout_words, ARRAY_SIZE(pti_optout_words), word);
	/* Not in use is nothing to ask for. */
	return ret == ARCH_PTI_NOT_IN_USE ? -EINVAL : ret;
}

static ssize_t pti_optout_write(struct file *file, const char __user *buf,
				size_t count, loff_t *ppos)
{
	struct task_struct *task;
	bool gone;
	int state;
	long ret;

	if (*ppos)
		return -EINVAL;
	state = parse_word(buf, count);
	if (state < 0)
		return state;

	do {
		task = get_leader(file_inode(file));
		if (!task)
			return -ESRCH;
		ret = pti_optout_set(task, state, file->f_cred);
		/* An execve() by another thread made that the leader. */
		gone = ret == -ESRCH && !thread_group_leader(task);
		put_task_struct(task);
	} while (gone);

	if (ret)
		return ret;
	*ppos += count;
	return count;
}

const struct file_operations proc_pid_pti_optout_operations = {
	.open		= pti_optout_open,
	.read		= seq_read,
	.write		= pti_optout_write,
	.llseek		= seq_lseek,
	.release	= single_release,
};
