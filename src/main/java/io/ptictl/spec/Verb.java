package io.ptictl.spec;

import java.util.Arrays;
import java.util.List;

/**
 * The language of events, which {@code ptictl whatif} reads: a name for each, its arguments, and
 * the system calls with which a real process does it.
 */
public enum Verb {
  ON(Request.ON, "isolates its own process"),
  OFF(Request.OFF, "opts its own process out"),
  OFF_UNTIL_EXEC(Request.OFF_NOEXEC, "opts out; what it executes is isolated"),
  FORCED(Request.FORCED, "isolates its own process for ever"),
  INVALID(Request.INVALID, "asks for a state that is none"),
  PRCTL(
      "prctl",
      "STATE",
      "asks for a state by prctl",
      "prctl(PR_SET_SPECULATION_CTRL, PR_SPEC_PTI)",
      words -> new Action.SetState(Action.SetState.Way.PRCTL, state(words))),
  PROC(
      "proc",
      "P STATE",
      "asks for a state of process P",
      "write(/proc/P/page_table_isolation)",
      words -> new Action.SetStateOf(words.task(), state(words))),
  OPEN(
      "open",
      "P",
      "opens P's file, for 'write'",
      "open(/proc/P/page_table_isolation)",
      words -> new Action.OpenControl(words.task())),
  WRITE(
      "write",
      "STATE",
      "writes to the file last opened so, whoever did",
      "lseek(fd, 0), write(fd)",
      words -> new Action.WriteControl(state(words))),

  FORK(Birth.FORK, "makes a process", "clone(0)"),
  VFORK(Birth.VFORK, "makes one with the same memory, and waits", "clone(CLONE_VM|CLONE_VFORK)"),
  THREAD(Birth.THREAD, "makes a thread", "clone(CLONE_THREAD|CLONE_SIGHAND|CLONE_VM)"),
  CLONE_VM(Birth.CLONE_VM, "makes a process with the same memory", "clone(CLONE_VM)"),
  CLONE_NEWUSER(Birth.CLONE_NEWUSER, "makes one in a new user namespace", "clone(CLONE_NEWUSER)"),
  CLONE_VM_NEWUSER(Birth.CLONE_VM_NEWUSER, "both at once", "clone(CLONE_VM|CLONE_NEWUSER)"),
  EXEC(
      "exec",
      "FILE",
      "executes a file",
      "execve()",
      words -> new Action.Execute(words.oneOf("a file", Program.values(), Program::word))),
  EXIT(
      "exit",
      "",
      "ends; a process with all its threads",
      "exit(), exit_group()",
      _ -> new Action.Exit()),

  SETUID(IdCall.SETUID, "setuid()"),
  SETEUID(IdCall.SETEUID, "setresuid(-1, WHO, -1)"),
  SETFSUID(IdCall.SETFSUID, "setfsuid(), read back"),
  SETGID(IdCall.SETGID, "setgid()"),
  SETEGID(IdCall.SETEGID, "setresgid(-1, WHO, -1)"),
  SETFSGID(IdCall.SETFSGID, "setfsgid(), read back"),
  DROP(CapabilityChange.DROP, "gives capabilities up", "capset()"),
  LOWER(CapabilityChange.LOWER, "puts them out of effect", "capset()"),
  RAISE(CapabilityChange.RAISE, "puts them in effect again", "capset()"),
  BOUND(CapabilityChange.BOUND, "lets no execve give them", "prctl(PR_CAPBSET_DROP)"),
  AMBIENT(
      CapabilityChange.AMBIENT,
      "keeps them over execve",
      "capset(), prctl(PR_CAP_AMBIENT_RAISE), if permitted"),
  KEEPCAPS(
      "keepcaps",
      "",
      "keeps capabilities over the next setuid",
      "prctl(PR_SET_KEEPCAPS)",
      _ -> new Action.KeepCapabilities()),
  NO_NEW_PRIVS(
      "no-new-privs",
      "",
      "lets no execve give rights",
      "prctl(PR_SET_NO_NEW_PRIVS)",
      _ -> new Action.NoNewPrivileges()),
  SECCOMP(
      "seccomp",
      "",
      "installs a filter that allows everything",
      "seccomp(SECCOMP_SET_MODE_FILTER)",
      _ -> new Action.Filter()),
  DUMPABLE(
      "dumpable",
      "",
      "lets its user attach to it again",
      "prctl(PR_SET_DUMPABLE, 1)",
      _ -> new Action.BeDumpable()),
  UNSHARE(
      "unshare",
      "",
      "enters a new user namespace",
      "unshare(CLONE_NEWUSER)",
      _ -> new Action.Unshare()),
  SETNS(
      "setns",
      "P",
      "enters the user namespace of P",
      "setns(fd of /proc/P/ns/user)",
      words -> new Action.EnterNamespaceOf(words.task())),

  ATTACH(
      "attach", "P", "traces P", "ptrace(PTRACE_SEIZE)", words -> new Action.Attach(words.task())),
  TRACEME(
      "traceme",
      "",
      "lets its parent trace it",
      "ptrace(PTRACE_TRACEME)",
      _ -> new Action.TraceMe()),
  WRITE_TO(
      "write-to",
      "P",
      "writes to P's memory",
      "process_vm_writev()",
      words -> new Action.WriteRemotely(words.task())),
  BEGIN_WRITE(
      "begin-write",
      "P",
      "the same, stalled after the check",
      "process_vm_writev() from a userfaultfd",
      words -> new Action.BeginWriting(words.task())),
  FINISH_WRITE(
      "finish-write",
      "",
      "the stalled write goes on",
      "ioctl(UFFDIO_COPY) by another",
      _ -> new Action.FinishWriting()),
  OPEN_MEM(
      "open-mem",
      "P",
      "opens P's memory, for 'write-mem'",
      "open(/proc/P/mem, O_RDWR)",
      words -> new Action.OpenMemory(words.task())),
  WRITE_MEM(
      "write-mem",
      "",
      "writes to the memory last opened so, whoever did",
      "pwrite(fd)",
      _ -> new Action.WriteMemory()),

  SYSCTL(
      "sysctl",
      "0|1",
      "the switch for everybody",
      "write(/proc/sys/kernel/pti_optout)",
      words ->
          new Action.SetSwitch(words.oneOf("0 or 1", new String[] {"0", "1"}, w -> w).equals("1"))),
  LOCKDOWN(
      "lockdown",
      "LEVEL",
      "integrity or confidentiality",
      "write(/sys/kernel/security/lockdown)",
      words ->
          new Action.LockDown(
              words.oneOf(
                  "a level",
                  new Machine.Lockdown[] {
                    Machine.Lockdown.INTEGRITY, Machine.Lockdown.CONFIDENTIALITY
                  },
                  Phrases::level)));

  /** How the words after the first become an action. */
  private interface Reader {
    Action read(Words words) throws ScriptException;
  }

  private final String word;
  private final String arguments;
  private final String meaning;
  private final String calls;
  private final Reader reader;

  Verb(String word, String arguments, String meaning, String calls, Reader reader) {
    this.word = word;
    this.arguments = arguments;
    this.meaning = meaning;
    this.calls = calls;
    this.reader = reader;
  }

  Verb(Request request, String meaning) {
    this(
        request.word(),
        "",
        meaning,
        "arch_prctl(ARCH_PTI_SET)",
        _ -> new Action.SetState(Action.SetState.Way.ARCH_PRCTL, request));
  }

  Verb(Birth birth, String meaning, String calls) {
    this(birth.word(), "", meaning, calls, _ -> new Action.Bear(birth));
  }

  Verb(IdCall call, String calls) {
    this(
        call.word(),
        "WHO",
        "changes " + (call.ofUser() ? "user" : "group") + " ids",
        calls,
        words -> new Action.SetId(call, words.user()));
  }

  Verb(CapabilityChange change, String meaning, String calls) {
    this(
        change.word(),
        "CAPS",
        meaning,
        calls,
        words -> new Action.ChangeCapabilities(change, words.capabilities()));
  }

  /** The name of the event. */
  public String word() {
    return word;
  }

  /** What follows the name, in capitals; empty if nothing does. */
  public String arguments() {
    return arguments;
  }

  /** What it is, in a few words. */
  public String meaning() {
    return meaning;
  }

  /** The system calls that do it. */
  public String calls() {
    return calls;
  }

  /** Reads an event: its name and arguments. */
  static Action read(Words words) throws ScriptException {
    String name = words.any("an event");
    for (Verb each : values()) {
      if (each.word.equals(name)) {
        Action action = each.reader.read(words);
        words.end();
        return action;
      }
    }
    List<String> like =
        Arrays.stream(values()).map(Verb::word).filter(word -> similar(word, name)).toList();
    List<String> all = Arrays.stream(values()).map(Verb::word).toList();
    throw words.wrong(name, "an event", like.isEmpty() ? all : like);
  }

  /** The same letters but for two, or one in the other. */
  private static boolean similar(String word, String name) {
    if (name.length() > 2 && (word.contains(name) || name.contains(word))) {
      return true;
    }
    long strange = name.chars().filter(c -> word.indexOf(c) < 0).count();
    return strange <= 1 && Math.abs(word.length() - name.length()) <= 1;
  }

  private static Request state(Words words) throws ScriptException {
    return words.oneOf("a state", Request.values(), Request::word);
  }
}
