package io.ptictl.cli;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * The commands by name. Only the model of the one that is called gets built, since reading the
 * annotations of all of them is most of the time a short command takes.
 */
final class Commands {
  /** In the order of the usage text. */
  private static final List<String> NAMES =
      List.of(
          ("run protect status explain on off lock mark unmark marks verify service whatif estimate"
                  + " bench doctor kernel lab")
              .split(" "));

  private Commands() {}

  /** The top of the command tree, complete enough to execute {@code args}. */
  static CommandLine commandLine(String[] args) {
    CommandLine top = new CommandLine(new Ptictl());
    Object called = args.length == 0 ? null : command(args[0]);
    if (called != null) {
      top.addSubcommand(args[0], called);
    } else {
      for (String name : NAMES) {
        top.addSubcommand(name, command(name));
      }
    }
    giveVersion(top);
    return top;
  }

  /** {@code help X Y} is {@code X Y --help}; {@code help} alone is {@code --help}. */
  static String[] withoutHelpCommand(String[] args) {
    if (args.length == 0 || !args[0].equals("help")) {
      return args;
    }
    String[] line = Arrays.copyOfRange(args, 1, args.length + 1);
    line[args.length - 1] = "--help";
    return line;
  }

  private static void giveVersion(CommandLine command) {
    for (CommandLine child : command.getSubcommands().values()) {
      child.getCommandSpec().versionProvider(new Ptictl.Version());
      giveVersion(child);
    }
  }

  private static @Nullable Object command(String name) {
    return switch (name) {
      case "run" -> new RunCommand();
      case "protect" -> new ProtectCommand();
      case "status" -> new StatusCommand();
      case "explain" -> new ExplainCommand();
      case "on" -> new OnCommand();
      case "off" -> new OffCommand();
      case "lock" -> new LockCommand();
      case "mark" -> new MarkCommand();
      case "unmark" -> new UnmarkCommand();
      case "marks" -> new MarksCommand();
      case "verify" -> new VerifyCommand();
      case "service" -> new ServiceCommand();
      case "whatif" -> new WhatifCommand();
      case "estimate" -> new EstimateCommand();
      case "bench" -> new BenchCommand();
      case "doctor" -> new DoctorCommand();
      case "kernel" -> new KernelCommand();
      case "lab" -> new LabCommand();
      case "rehearse" -> new RehearseCommand();
      case "semantics" -> new SemanticsCommand();
      case "manual" -> new ManualCommand();
      default -> null;
    };
  }
}
