package io.ptictl.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A program that ran to its end, and what it printed; each byte is one char.
 *
 * @param status its exit status
 */
record Ran(int status, String out, String err) {
  /** Runs a command whose messages fit into a pipe, without input. */
  static Ran of(String... command) {
    return of(System.getenv(), Stream.of(command));
  }

  /** The same in this environment. */
  static Ran of(Map<String, String> environment, Stream<String> command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command.toList());
      builder.environment().keySet().retainAll(environment.keySet());
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      return new Ran(process.waitFor(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What was printed, by lines. */
  List<String> lines() {
    return out.lines().toList();
  }
}
