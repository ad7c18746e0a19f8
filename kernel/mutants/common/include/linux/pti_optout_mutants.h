/* SPDX-License-Identifier: GPL-2.0 */
/*
 * MUTANT(name, rule, mistake, test)
 *
 * The name as a symbol, also the value of pti_optout_mutant=; the rule of the
 * contract, or the trap, that it is about, as numbered in docs/mutants.md; the
 * mistake, to follow upon "the kernel"; and words of the self-tests to be tried
 * first, since they should find it.
 *
 * UNSEEN(name, rule, mistake, why): one which nothing can show.
 */

/* kernel/pti_optout/state.c: the state and the order of its changes */
MUTANT(copied_state, "trap 9: fork copies without a lock",
       "lets a child keep its parent's place on the list",
       "lockdown, then the switch")
MUTANT(unlisted, "8: the switch ends all",
       "does not put who opts out on the list",
       "")
MUTANT(stays_listed, "1: the state belongs to the mm",
       "leaves an mm that is gone on the list",
       "lockdown, then the switch")
MUTANT(state_first, "trap 4: executable before the state",
       "publishes an opt-out before user pages are executable",
       "threads on other CPUs")
MUTANT(nx_first, "trap 4: NX after the CPUs have followed",
       "puts NX back before the CPUs have followed",
       "threads on other CPUs")
MUTANT(refused_executable, "3: a call that fails changes nothing",
       "leaves user pages executable when it refuses an opt-out",
       "while the mm is shared")
MUTANT(active_off, "8: the switch holds at once",
       "leaves processes on the kernel page tables when it is switched off",
       "lockdown, then the switch")
MUTANT(active_kept, "1: everything else stays isolated",
       "runs a process on the kernel page tables whose opt-out has ended",
       "sets and gets")
MUTANT(active_unset, "1: enters and leaves with no CR3 write",
       "isolates a process though it opted out",
       "right page tables")
MUTANT(switch_keeps, "8: the switch ends all",
       "leaves processes opted out when it is switched off",
       "lockdown, then the switch")
MUTANT(off_ignored, "8: switched off, nobody opts out",
       "lets processes opt out though that is switched off",
       "lockdown, then the switch")

/* arch/x86/mm/pti_optout.c: page tables and CPUs */
MUTANT(no_flush, "trap 4: NX, then flush",
       "does not flush the TLB after it changed NX",
       "sets and gets")
MUTANT(flush_local, "trap 4: NX, then flush",
       "flushes the TLB of one CPU only after it changed NX",
       "threads on other CPUs")
MUTANT(no_sync, "trap 7: CPUs follow",
       "lets no CPU follow a change",
       "right page tables")
MUTANT(sync_local, "trap 7: CPUs follow",
       "lets only the CPU of the caller follow a change",
       "threads on other CPUs")
MUTANT(sync_lazy, "trap 7: lazy CPUs need the IPI as well",
       "does not let lazy CPUs follow a change",
       "lockdown, then the switch")
MUTANT(switch_mm, "trap 7: the flag follows the loaded mm",
       "does not set the CPU's flag when it loads another mm",
       "another process follows")
MUTANT(switch_cpus, "trap 20: all CPUs are synchronized",
       "lets no CPU follow the switch",
       "lockdown, then the switch")
MUTANT(nx_kept, "trap 4: off: clear NX",
       "leaves NX when a process opts out",
       "sets and gets")
MUTANT(nx_lost, "trap 4: back on: NX",
       "does not put NX back when an opt-out ends",
       "sets and gets")
MUTANT(nx_new_off, "trap 5: new entries without NX",
       "gives new page tables of an opted-out process NX",
       "old code runs")
MUTANT(nx_new_on, "1: NX while isolated",
       "gives new page tables of an isolated process no NX",
       "NX of user pages")
MUTANT(user_pcid, "trap 8: the user PCID is marked stale meanwhile",
       "does not mark the user PCID of an opted-out process for a flush",
       "sets and gets")
MUTANT(feature_always, "10: switched off, nothing is executed",
       "runs the new entry code though it is switched off",
       "")
MUTANT(swapgs_decision, "trap 1: SWAPGS needs a fence",
       "takes the CR3 write at entry for a fence after SWAPGS",
       "")

/* kernel/pti_optout/control.c: who sets what, and which error comes first */
MUTANT(get_off, "8: the switch holds at once",
       "says opted out though that is switched off",
       "lockdown, then the switch")
MUTANT(bad_value, "errors: bad value first",
       "takes only the low bits of a value",
       "bad values")
MUTANT(no_capability, "3: opting out needs the capability",
       "lets everybody opt out",
       "needs a capability")
MUTANT(effective_ignored, "3: the capability must be effective",
       "lets those opt out who have the capability permitted only",
       "in effect")
MUTANT(payload_only, "3: CAP_PAYLOAD or CAP_SYS_RAWIO",
       "does not let CAP_SYS_RAWIO do",
       "CAP_SYS_RAWIO is enough")
MUTANT(rawio_only, "3: CAP_PAYLOAD or CAP_SYS_RAWIO",
       "does not let CAP_PAYLOAD do",
       "CAP_PAYLOAD is enough")
MUTANT(any_namespace, "3: in the initial user namespace",
       "lets the capability of any user namespace do",
       "capabilities of a user namespace")
MUTANT(lockdown_set, "3: refused under lockdown",
       "lets processes opt out under lockdown",
       "lockdown, then the switch")
MUTANT(narrowing_checked, "3: narrowing needs nothing",
       "wants the capability for narrowing",
       "narrowing")
MUTANT(narrowing_busy, "3: narrowing is never EBUSY",
       "refuses to narrow while the mm is shared",
       "while the mm is shared")
MUTANT(forced_off, "4: FORCED is irrevocable",
       "lets a process opt out whose isolation is forced",
       "forced is for ever")
MUTANT(forced_on, "4: FORCED is irrevocable",
       "lets a process go back from forced to isolated",
       "forced is for ever")
MUTANT(other_access, "2: a writer needs ptrace access",
       "lets who has the capability change any process",
       "the right to attach")
MUTANT(opener_access, "2: the opener's credentials count",
       "does not look at the opener's right to attach",
       "his right to attach")
MUTANT(opener_capability, "2: the opener's credentials count",
       "does not look at the opener's capability",
       "opened the file counts")
MUTANT(other_narrowing, "2: a writer needs the capability",
       "lets everybody isolate another process of his",
       "the right to attach")
MUTANT(exec_locks, "2: exec_update_lock from check to change",
       "changes another process without the locks that keep execve out",
       "no change is lost")
UNSEEN(exec_update_lock, "2: exec_update_lock from check to change",
       "does not hold exec_update_lock, but cred_guard_mutex",
       "cred_guard_mutex, which is held as well, keeps execve out alone; see exec_locks for both")
MUTANT(cred_guard, "trap 13: attaching against a concurrent set",
       "does not hold cred_guard_mutex while it looks for tracers, and attaches slowly",
       "while a tracer is attaching")
MUTANT(unused_eperm, "errors: ENXIO before EPERM",
       "wants the capability before it says that isolation is not in use",
       "")
MUTANT(unused_narrowing, "errors: isolating is no error where it is not in use",
       "refuses to isolate where isolation is not in use",
       "")
MUTANT(busy_before_capability, "errors: EPERM before EBUSY",
       "reports a writer to who has no capability",
       "having no right before")
MUTANT(busy_before_forced, "errors: forced before EBUSY",
       "reports a writer before forced isolation",
       "having no right before")
MUTANT(prctl_error, "errors: prctl: ERANGE",
       "returns EINVAL for a bad value of prctl",
       "bad values")
MUTANT(prctl_noexec, "trap 17: PR_SPEC_DISABLE_NOEXEC is the opposite",
       "takes PR_SPEC_DISABLE_NOEXEC for off until exec",
       "bad values")

/* kernel/pti_optout/users.c: who else has a hand in it */
MUTANT(shared, "trap 14: an mm shared with another process",
       "lets an mm opt out that is shared with another process",
       "while the mm is shared")
MUTANT(traced, "errors: traced by one without the capability",
       "lets a process opt out whose tracer has no capability",
       "with a tracer without")
MUTANT(ptracer_cred, "trap 12: TRACEME records the tracee's credentials",
       "takes the recorded credentials for the tracer's",
       "with a tracer without")
MUTANT(writers_ignored, "7: opting out meanwhile is EBUSY",
       "lets a process opt out while another one writes to it",
       "stalled by userfaultfd")
MUTANT(tracer_before_writer, "errors: EBUSY before the tracer",
       "reports the tracer before the writer",
       "comes before a tracer")

/* kernel/pti_optout/inherit.c: fork, execve, domain changes */
MUTANT(fork_ends, "4: fork: kept",
       "isolates the child of an opted-out process",
       "fork keeps")
MUTANT(fork_forced, "4: FORCED: kept always",
       "frees the child of a process whose isolation is forced",
       "forced is for ever")
MUTANT(exec_ends, "4: execve: kept",
       "isolates what an opted-out process executes",
       "exec keeps")
MUTANT(exec_noexec, "4: OFF_NOEXEC ends at execve",
       "keeps an opt-out until exec over execve",
       "ends at exec")
MUTANT(exec_forced, "4: FORCED: kept always",
       "frees what a process executes whose isolation is forced",
       "forced is for ever")
MUTANT(exec_lockdown, "3: refused under lockdown",
       "inherits an opt-out over execve under lockdown",
       "lockdown, then the switch")
MUTANT(secureexec, "5: an execve marked secureexec",
       "keeps an opt-out over a secure execve",
       "executed securely only")
MUTANT(domain_noexec, "5: a domain change ends an opt-out",
       "keeps an opt-out until exec over a domain change",
       "and one until exec")
MUTANT(domain_forced, "4: FORCED: kept always",
       "ends forced isolation at a domain change",
       "not a forced isolation")
MUTANT(domain_shared, "trap 16: a vfork child ends its parent's",
       "keeps the opt-out of an mm that is shared over a domain change",
       "vfork that changes ids")
MUTANT(domain_ids, "5: where dumpability is reset",
       "keeps an opt-out over other ids and more capabilities",
       "other ids")
MUTANT(domain_userns, "trap 11: unshare counts as a subset",
       "keeps an opt-out over unshare and setns of the user namespace",
       "unshare of the user")
MUTANT(domain_clone, "trap 11: clone does not pass commit_creds",
       "keeps an opt-out over clone of the user namespace",
       "clone of the user")
MUTANT(domain_eager, "5: what does not end it",
       "ends an opt-out whenever credentials are set",
       "unchanged ids")

/* kernel/pti_optout/mark.c: marked binaries */
MUTANT(mark_before_domain, "trap 10: the mark comes last",
       "looks at the mark before the new credentials end an opt-out",
       "marked")
MUTANT(mark_script, "6: not reached through #! or binfmt_misc",
       "honours the mark of an interpreter",
       "no script")
MUTANT(mark_userns, "6: in the initial user namespace",
       "honours a mark in another user namespace",
       "not in a user namespace")
MUTANT(mark_unpermitted, "6: with CAP_PAYLOAD permitted",
       "honours a mark though the bounding set is without CAP_PAYLOAD",
       "bounding set")
MUTANT(mark_nnp, "6: no no_new_privs",
       "honours a mark with no_new_privs",
       "no_new_privs")
MUTANT(mark_forced, "6: not FORCED",
       "honours a mark though isolation is forced",
       "not if isolation")
MUTANT(mark_lockdown, "6: not locked down",
       "honours a mark under lockdown",
       "lockdown, then the switch")
MUTANT(mark_traced, "6: no tracer without the capability",
       "honours a mark for a tracer without the capability",
       "only with a tracer")
MUTANT(mark_effective, "6: +p is enough",
       "honours a mark only if it is effective as well",
       "starts opted out")
MUTANT(mark_any, "6: its permitted set has CAP_PAYLOAD",
       "takes any file capability for the mark",
       "other file capabilities")
MUTANT(mark_nosuid, "6: file capabilities were honoured",
       "honours a mark on a nosuid mount",
       "nosuid")
MUTANT(mark_root, "6: for root executing an unmarked one never",
       "takes whatever root executes for marked",
       "nothing unmarked")

/* kernel/pti_optout/access.c: who gets at an opted-out process */
MUTANT(attach, "7: no way in by attach mode",
       "lets everybody attach who could to an isolated process",
       "an opted-out one is not")
MUTANT(attach_ptrace, "7: who does not hold the capability",
       "lets CAP_SYS_PTRACE do for the capability",
       "CAP_SYS_PTRACE alone")
MUTANT(attach_opted_out, "7: nor is opted out himself",
       "refuses one opted-out process to attach to another",
       "opted out itself")
MUTANT(traceme, "trap 12: TRACEME takes another way",
       "lets an opted-out process be traced by TRACEME",
       "PTRACE_TRACEME is refused")
MUTANT(traceme_own, "trap 12: look at the tracer's credentials",
       "looks at the tracee's credentials at TRACEME",
       "PTRACE_TRACEME is refused")
MUTANT(writer_uncounted, "7: a foreign writer is counted",
       "does not count writers",
       "stalled")
MUTANT(writer_late, "7: whoever does not hold the capability",
       "does not refuse a writer to an opted-out process",
       "comes after the opt-out")
MUTANT(writer_forgotten, "7: until its pages are unpinned",
       "forgets a writer before it has written",
       "stalled")
MUTANT(writer_leaked, "7: until its pages are unpinned",
       "counts a writer for ever that could not write",
       "leave nothing behind")
MUTANT(mem_unchecked, "trap 15: check again at write",
       "looks at who writes to /proc/PID/mem only when it is opened",
       "for mem from before")
MUTANT(mem_opener, "7: /proc/PID/mem checks opener and writer",
       "does not look at the opener of /proc/PID/mem",
       "opened mem counts")

/* kernel/pti_optout/switch.c, fs/proc, what is to be seen */
MUTANT(switch_back, "8: one way until reboot",
       "can be switched on again",
       "lockdown, then the switch")
MUTANT(boot_default, "8: the administrator opts in",
       "is switched on without being asked at boot",
       "")
MUTANT(thread_file, "2: thread-group leaders only",
       "has the file of the state for threads as well",
       "for processes only")
MUTANT(file_offset, "2: one write at offset 0",
       "takes a word at any offset",
       "at offset 0")
MUTANT(file_unused, "2: the words of the file",
       "takes not in use for a state to be set",
       "at offset 0")
MUTANT(cr3_unmasked, "trap 19: CR3 is a physical address",
       "shows everybody the whole CR3",
       "")
MUTANT(cr3_current, "9: the CR3 of each thread's last entry",
       "does not keep the record over a context switch",
       "and one that sleeps")
MUTANT(cr3_mapped, "trap 19: where no user page table maps it",
       "maps the record in the user page tables",
       "entry area only")
MUTANT(cr3_pcid, "9: the CR3 of each thread's last entry",
       "shows the kernel's CR3 for the user's with PCID",
       "right page tables")
MUTANT(sysfs, "9: while switched on",
       "says that an opt-out is available though it is switched off",
       "lockdown, then the switch")
MUTANT(status, "9: the status line",
       "says enabled in /proc/PID/status, whatever holds",
       "words of the status")
MUTANT(trace, "9: a tracepoint",
       "traces no end of an opt-out",
       "is traced")
MUTANT(audit, "9: an audit record",
       "writes no audit records",
       "and audited")
