package io.ptictl.process;

import java.util.Locale;

/**
 * Why a process is, or would be, opted out or not; in the order in which the kernel decides: what
 * the machine is, what execve does, whether the mark of the file counts, whether somebody may set
 * the state, who did.
 */
public enum Reason {
  /** The CPU is not affected by Meltdown: nobody is isolated. */
  CPU_NOT_AFFECTED,
  /** Isolation was turned off at boot: nobody is isolated. */
  OFF_AT_BOOT,
  /** The kernel has no per-process control: everybody is as the machine is. */
  NO_CONTROL,
  /** Opted out until exec, and it has executed a program. */
  UNTIL_EXEC,
  /** It got other ids, capabilities or another user namespace, which ends an opt-out. */
  DOMAIN_CHANGE,
  /** The record of a mark says that the file had one. */
  MARK_LOST,
  /** The file is marked, and has another content than the one that was marked. */
  MARK_CHANGED,
  /** A rule for marked files is broken. */
  MARK_UNSAFE,
  /** The file has no mark. */
  NOT_MARKED,
  /** The file is on a mount where capabilities do not count. */
  NOSUID,
  /** Reached by {@code #!}: the file's mark and the interpreter's do not count. */
  SCRIPT,
  /** In a user namespace of its own, where no capability counts for this. */
  USER_NAMESPACE,
  /** No execve can give it CAP_PAYLOAD. */
  BOUNDING_SET,
  /** No execve gives it anything. */
  NO_NEW_PRIVS,
  /** It has not the capability to opt itself out. */
  CAPABILITY_MISSING,
  /** kernel.pti_optout is 0. */
  SWITCHED_OFF,
  /** The kernel is locked down above integrity. */
  LOCKDOWN,
  /** Isolated for ever, by itself or an ancestor. */
  FORCED,
  /** Traced by one without the capability. */
  TRACED,
  /** The file is marked. */
  MARKED,
  /** It has the state of its parent. */
  INHERITED,
  /** Somebody set the state. */
  SET,
  /** Somebody asked, and the kernel refused. */
  REFUSED,
  /** Nobody asked. */
  NOT_ASKED;

  /** In tables and JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
