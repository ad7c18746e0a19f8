package io.ptictl.spec;

import java.util.Locale;

/** Events in the words of {@link Verb}, as {@link Scenario} reads them again. */
public final class Phrases {
  private Phrases() {}

  /** The event with who does it. */
  public static String of(Event event) {
    return event.by() + ": " + of(event.action());
  }

  /** The action alone. */
  public static String of(Action action) {
    return switch (action) {
      case Action.SetState(var way, var request) ->
          (way == Action.SetState.Way.PRCTL ? "prctl " : "") + request.word();
      case Action.SetStateOf(int process, var request) -> "proc " + process + " " + request.word();
      case Action.OpenControl(int process) -> "open " + process;
      case Action.WriteControl(var request) -> "write " + request.word();
      case Action.Bear(var birth) -> birth.word();
      case Action.Execute(var program) -> "exec " + program.word();
      case Action.SetId(var call, int id) -> call.word() + " " + User.word(id);
      case Action.ChangeCapabilities(var change, var which) -> change.word() + " " + which;
      case Action.KeepCapabilities _ -> "keepcaps";
      case Action.NoNewPrivileges _ -> "no-new-privs";
      case Action.Filter _ -> "seccomp";
      case Action.BeDumpable _ -> "dumpable";
      case Action.Unshare _ -> "unshare";
      case Action.EnterNamespaceOf(int task) -> "setns " + task;
      case Action.Attach(int task) -> "attach " + task;
      case Action.TraceMe _ -> "traceme";
      case Action.WriteRemotely(int process) -> "write-to " + process;
      case Action.BeginWriting(int process) -> "begin-write " + process;
      case Action.FinishWriting _ -> "finish-write";
      case Action.OpenMemory(int process) -> "open-mem " + process;
      case Action.WriteMemory _ -> "write-mem";
      case Action.Exit _ -> "exit";
      case Action.SetSwitch(boolean on) -> on ? "sysctl 1" : "sysctl 0";
      case Action.LockDown(var level) -> "lockdown " + level(level);
    };
  }

  static String level(Machine.Lockdown level) {
    return level.name().toLowerCase(Locale.ROOT);
  }
}
