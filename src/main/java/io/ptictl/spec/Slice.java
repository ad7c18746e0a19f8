package io.ptictl.spec;

import java.util.List;

/**
 * The parts of the contract that are explored apart, each with the events that matter to it: all
 * events together reach too many worlds to visit, and most of those differ in what has nothing to
 * do with one another.
 */
public enum Slice {
  /** Setting one's own state, alone and beside threads and processes with the same memory. */
  CONTROL(
      3,
      """
      on, off, off-until-exec, forced, invalid,
      prctl on, prctl off, prctl off-until-exec, prctl forced, prctl invalid,
      lower payload+sys_rawio, raise payload, drop payload+sys_rawio,
      thread, clone-vm, exit
      """),
  /** Credentials of one process: what it may become, and what that does to its state. */
  DOMAIN(
      1,
      """
      on, off, off-until-exec, forced,
      exec plain, exec setuid, exec setuid-root, exec setgid, exec marked, exec marked-effective,
      exec rawio, exec capable, exec script, exec script-of-marked, exec marked-nosuid,
      exec setuid-nosuid, exec missing, exec forbidden, exec garbage,
      setuid user, seteuid user, setfsuid user, setgid user, setegid user, setfsgid user,
      setuid root, seteuid root, drop all, drop payload+sys_rawio, lower all, raise payload,
      bound payload, ambient payload, keepcaps, no-new-privs, seccomp, unshare, dumpable
      """),
  /** Who inherits the state, and who shares it. */
  FAMILY(
      3,
      """
      on, off, off-until-exec, forced,
      fork, vfork, thread, clone-vm, exec plain, exec setuid, exec marked, exit
      """),
  /** User namespaces. */
  NAMESPACES(
      2,
      """
      on, off, forced, clone-newuser, clone-vm-newuser, unshare, setns 1, fork, thread,
      exec plain, exec marked, setuid user, attach 1
      """),
  /** Setting the state of others, and tracing them. */
  OTHERS(
      2,
      """
      on, off, off-until-exec, fork, drop payload+sys_rawio, exec marked, proc 1 on, proc 1 off,
      proc 1 off-until-exec, proc 1 forced, proc 1 invalid, attach 1, traceme, exit
      """),
  /** The same with a third that traces, or ends. */
  TRACERS(
      3,
      """
      on, off, fork, drop payload+sys_rawio, proc 1 on, proc 1 off, attach 1, traceme, exit
      """),
  /** Access between users. */
  USERS(
      2,
      """
      on, off, fork, keepcaps, setuid user, raise payload, drop payload+sys_rawio, exec plain,
      proc 1 on, proc 1 off, attach 1, write-to 1, open-mem 1
      """),
  /** Files of /proc opened by one and used by another. */
  FILES(
      2,
      """
      on, off, fork, drop payload+sys_rawio, open 1, write off, write on, open-mem 1, write-mem,
      exec plain
      """),
  /** Writers at work. */
  WRITERS(
      2,
      """
      on, off, off-until-exec, forced, fork, drop payload+sys_rawio, write-to 1, begin-write 1,
      finish-write, exec plain, exec marked, proc 1 off
      """);

  private final int tasks;
  private final String script;

  Slice(int tasks, String script) {
    this.tasks = tasks;
    this.script = script;
  }

  /** Its events, and how many tasks there are at most. */
  public Alphabet alphabet() {
    try {
      return Alphabet.of(tasks, script);
    } catch (ScriptException e) {
      throw new IllegalStateException(name() + ": " + e.getMessage(), e);
    }
  }

  /** All events of all slices, with that many tasks. */
  public static Alphabet everything(int tasks) {
    String all = String.join(", ", List.of(values()).stream().map(each -> each.script).toList());
    try {
      return Alphabet.of(tasks, all);
    } catch (ScriptException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
