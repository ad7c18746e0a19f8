package io.ptictl.lab;

import io.ptictl.sys.Raw;
import io.ptictl.sys.Terminal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A command for a machine. Immutable. Arguments, environment and directory are {@link Raw} strings.
 *
 * <p>It starts as a login would start it: own session and process group, default signal
 * dispositions, nothing blocked, umask 022, no descriptors but 0 to 2.
 *
 * @param argv the program, searched in the PATH of {@code environment}, and its arguments
 * @param environment {@code NAME=value}, in this order
 * @param directory where it starts; {@code /} is taken where it cannot be entered
 * @param terminal gives it a pseudo terminal of this size for 0, 1 and 2
 * @param stderrApart with a terminal: 2 is a pipe of its own
 * @param ids whom it runs as; null: root
 * @param cpus bit n allows it CPU n; 0: all
 */
public record Command(
    List<String> argv,
    List<String> environment,
    String directory,
    Terminal.@Nullable Size terminal,
    boolean stderrApart,
    @Nullable Ids ids,
    long cpus) {

  private static final List<String> PLAIN_ENVIRONMENT =
      List.of(
          "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
          "HOME=/root",
          "LANG=C.UTF-8");

  /**
   * @throws IllegalArgumentException if there is no program, or a string holds a NUL
   */
  public Command {
    argv = List.copyOf(argv);
    environment = List.copyOf(environment);
    if (argv.isEmpty()) {
      throw new IllegalArgumentException("no program");
    }
    Stream.of(argv, environment, List.of(directory))
        .flatMap(List::stream)
        .filter(s -> s.indexOf('\0') >= 0)
        .findFirst()
        .ifPresent(
            s -> {
              throw new IllegalArgumentException("NUL in \"" + s + "\"");
            });
  }

  /** This command line, as text, in {@code /} and a plain environment, by root. */
  public static Command of(String... argv) {
    List<String> raw = Arrays.stream(argv).map(Raw::of).toList();
    return new Command(raw, PLAIN_ENVIRONMENT, "/", null, false, null, 0);
  }

  /** This command line in this environment and directory, all raw, by root. */
  public static Command ofRaw(List<String> argv, List<String> environment, String directory) {
    return new Command(argv, environment, directory, null, false, null, 0);
  }

  /** A shell script, as text, by {@code sh -c}. */
  public static Command shell(String script) {
    return of("sh", "-c", script);
  }

  /** With this environment, raw, and no other. */
  public Command withEnvironment(List<String> raw) {
    return new Command(argv, raw, directory, terminal, stderrApart, ids, cpus);
  }

  /** In this directory, raw. */
  public Command in(String raw) {
    return new Command(argv, environment, raw, terminal, stderrApart, ids, cpus);
  }

  /** On a pseudo terminal. */
  public Command onTerminal(Terminal.Size size, boolean apart) {
    return new Command(argv, environment, directory, size, apart, ids, cpus);
  }

  /** By this user. */
  public Command as(Ids who) {
    return new Command(argv, environment, directory, terminal, stderrApart, who, cpus);
  }

  /** On this CPU only. */
  public Command onCpu(int cpu) {
    return new Command(argv, environment, directory, terminal, stderrApart, ids, 1L << cpu);
  }
}
