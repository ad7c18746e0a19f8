package io.ptictl.cli;

import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import io.ptictl.spec.Capability;
import io.ptictl.spec.Credentials;
import io.ptictl.spec.Machine;
import io.ptictl.spec.Program;
import io.ptictl.spec.Request;
import io.ptictl.spec.Scenario;
import io.ptictl.spec.ScriptException;
import io.ptictl.spec.Verb;
import io.ptictl.spec.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ptictl whatif}. */
@Command(
    name = "whatif",
    header = "Says what the kernel would do, and why.",
    description = {
      "Takes events in their order, separated by commas, and says how each ends, who is isolated"
          + " then, and by which rule. No kernel is asked: the answers are those of the"
          + " specification to which the kernel is held.",
      "",
      "Process 1 is root with every capability; what it makes are 2, 3 and so on. An event is by"
          + " the process that acted last, or by the child that it made; '1: exec plain' is by"
          + " process 1.",
      ""
    },
    mixinStandardHelpOptions = true)
final class WhatifCommand implements Callable<Integer> {
  @Parameters(paramLabel = "EVENTS", description = "what happens, separated by commas")
  String script = "";

  @Option(names = "--as-user", description = "process 1 is an ordinary user's, no capabilities")
  boolean asUser;

  @Option(names = "--switched-off", description = "the machine was booted with pti_optout=off")
  boolean switchedOff;

  @Option(names = "--pti-off", description = "the machine was booted with pti=off")
  boolean ptiOff;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  private @Nullable CommandSpec self;

  /** Takes the model, and adds the language to its help. */
  @Spec
  void setSelf(CommandSpec spec) {
    self = spec;
    spec.usageMessage().footer(footer());
  }

  @Override
  public Integer call() {
    WhatifReport report = new WhatifReport(lines());
    if (json) {
      report.json(self().commandLine().getOut());
    } else {
      report.table(self().commandLine().getOut(), Screen.outputWidth());
    }
    return ExitStatus.YES;
  }

  private CommandSpec self() {
    if (self == null) {
      throw new IllegalStateException("not called by a command line");
    }
    return self;
  }

  private List<Scenario.Line> lines() {
    Machine machine =
        new Machine(
            ptiOff ? Machine.Use.OFF_AT_BOOT : Machine.Use.IN_USE,
            !switchedOff,
            Machine.Lockdown.NONE);
    Credentials credentials = asUser ? Credentials.ORDINARY : Credentials.ROOT;
    try {
      return Scenario.run(World.start(machine, credentials), script);
    } catch (ScriptException e) {
      throw new Failure(ExitStatus.USAGE, e.getMessage() + "; see ptictl whatif --help", e);
    }
  }

  private static String[] footer() {
    List<String> lines = new ArrayList<>(List.of("", "Events:"));
    for (Verb verb : Verb.values()) {
      String form = (verb.word() + " " + verb.arguments()).strip();
      lines.add("  " + form + " ".repeat(Math.max(1, 20 - form.length())) + verb.meaning());
    }
    lines.add("");
    lines.add("P     the number of a process");
    lines.add("STATE " + words(Request.values(), Request::word));
    lines.add("WHO   root, user or other");
    lines.add("CAPS  all, or joined by +: " + words(Capability.values(), Capability::word));
    lines.add("FILE  " + words(Program.values(), Program::word));
    lines.add("LEVEL integrity or confidentiality");
    lines.add("");
    lines.add("Example: ptictl whatif \"off, fork, exec setuid, 1: exec plain\"");
    lines.add("");
    lines.add("Exit status: 0 however the events end; 2 if they cannot be read or cannot happen.");
    return lines.toArray(String[]::new);
  }

  private static <T> String words(T[] all, Function<T, String> wordOf) {
    return Arrays.stream(all).map(wordOf).collect(Collectors.joining(", "));
  }
}
