package io.ptictl.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ptictl.lab.Command;
import io.ptictl.lab.Machine;
import io.ptictl.lab.Result;
import io.ptictl.lab.Session;
import io.ptictl.report.Failure;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Commands in a guest that end, and waits that do. */
final class Bounded {
  /** So long nothing takes, even on a busy host; then it hangs. */
  static final int SECONDS = 240;

  private static final long LOOK_MS = 100;

  private Bounded() {}

  /** A command that timeout(1) ends then, with status 124. */
  static Command command(List<String> line) {
    return Command.of(
        joined(List.of("timeout", String.valueOf(SECONDS)), line).toArray(String[]::new));
  }

  static List<String> joined(List<String> before, List<String> line) {
    return Stream.concat(before.stream(), line.stream()).toList();
  }

  /**
   * Runs a command again and again until it succeeds, which it will once a server answers.
   *
   * @param server that runs meanwhile
   * @param said by the server
   * @param who the server is
   * @throws Failure with what both said if the server ends, or the command never succeeds
   */
  static void until(
      Machine machine, Command command, Session server, ByteArrayOutputStream said, String who)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    Result result = machine.run(command);
    while (result.status() != 0) {
      if (server.isOver() || System.nanoTime() > end) {
        String state = server.isOver() ? ": has ended: " : ": does not answer: ";
        String all = result.errorText() + result.text() + said.toString(UTF_8);
        throw Failure.failed(who + state + all.strip().replace('\n', ' '));
      }
      Thread.sleep(LOOK_MS);
      result = machine.run(command);
    }
  }
}
