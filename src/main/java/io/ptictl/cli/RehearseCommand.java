package io.ptictl.cli;

import io.ptictl.policy.Policy;
import io.ptictl.policy.PolicyFile;
import io.ptictl.report.ExitStatus;
import io.ptictl.sys.Terminal;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Not for users: runs what short commands run, and shows nothing of it. The bootstrap lets the JVM
 * watch this, so that the AOT cache has the classes of all of them.
 */
@Command(name = "rehearse", hidden = true)
final class RehearseCommand implements Callable<Integer> {
  private static final List<String> LINES =
      List.of(
          "--help",
          "help run",
          "help lab run",
          "no-such-command",
          "status",
          "status --json",
          "explain 1",
          "explain -- true",
          "whatif off,fork",
          "verify");

  @Override
  public Integer call() {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    for (String line : LINES) {
      Main.run(line.split(" "), nowhere, nowhere);
    }
    // Only machines with a policy file read one.
    Policy _ = PolicyFile.of("[[allow]]\nunit = \"x\"\naccept = [\"jit\"]\n");
    // Those lines call libc on a terminal only.
    boolean _ = new Terminal(1).isTerminal();
    return ExitStatus.YES;
  }
}
