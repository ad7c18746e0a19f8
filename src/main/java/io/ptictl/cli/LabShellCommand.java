package io.ptictl.cli;

import io.ptictl.lab.Command;
import io.ptictl.lab.Foreground;
import io.ptictl.lab.Invocation;
import io.ptictl.lab.Machine;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ptictl lab shell}: the caller's shell in a booted machine. */
@CommandLine.Command(
    name = "shell",
    header = "Opens a shell in a machine with the patched kernel.",
    description = {
      "Boots a machine and runs $SHELL in it as root, or bash, in this directory. Changes to files"
          + " are seen inside only, and are gone afterwards.",
      ""
    },
    footer = {"", "Exit status: that of the shell; 1 if the machine fails, 3 if it cannot be had."},
    mixinStandardHelpOptions = true)
final class LabShellCommand implements Callable<Integer> {
  /** Set when bash prints a prompt, so that whatever the user's own files make of it is kept. */
  private static final List<String> PROMPT =
      List.of("PROMPT_COMMAND=PS1=\"(lab) ${PS1#(lab) }\"", "PS1=(lab) \\w \\$ ");

  @Spec CommandSpec self;

  @Mixin MachineOptions options = new MachineOptions();

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = self.commandLine().getErr();
    List<String> environment = new ArrayList<>(Invocation.environment());
    environment.removeIf(s -> s.startsWith("PROMPT_COMMAND=") || s.startsWith("PS1="));
    environment.addAll(PROMPT);
    Command shell = Command.ofRaw(List.of(shell()), environment, Invocation.directory());
    try (Machine machine = options.boot(shell, err)) {
      return new Foreground(machine, Bar.notices(err)).run(shell);
    }
  }

  private static String shell() {
    return Stream.of(System.getenv().getOrDefault("SHELL", ""), "/bin/bash")
        .filter(path -> path.startsWith("/") && Files.isExecutable(Path.of(path)))
        .findFirst()
        .orElse("/bin/sh");
  }
}
