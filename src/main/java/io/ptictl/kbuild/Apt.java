package io.ptictl.kbuild;

import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** dpkg-query(1), apt-cache(8) and apt-get(8). */
final class Apt {
  private static final List<String> INSTALL =
      List.of("apt-get", "install", "--no-install-recommends");

  private static final int TOLD_LINES = 3;

  /** What a program said, both streams together, and its status. */
  private record Result(int status, List<String> lines) {}

  private Apt() {}

  /** The command that a user types. */
  static String command(List<String> packages) {
    return String.join(" ", INSTALL) + " " + String.join(" ", packages);
  }

  /** Those of the packages that are installed. */
  static Set<String> installed(List<String> packages) {
    List<String> command =
        new ArrayList<>(
            List.of("dpkg-query", "--show", "--showformat=${Package} ${db:Status-Status}\\n"));
    command.addAll(packages);
    Set<String> installed = new HashSet<>();
    for (String line : run(command).lines()) {
      if (line.endsWith(" installed")) {
        installed.add(line.substring(0, line.indexOf(' ')));
      }
    }
    return installed;
  }

  /**
   * Installs packages without starting the daemons among them. Package lists are fetched only if
   * they do not know a package or name a file that is gone.
   */
  static void install(List<String> packages) {
    boolean updated = false;
    if (!unknown(packages).isEmpty()) {
      update();
      updated = true;
      List<String> unknown = unknown(packages);
      if (!unknown.isEmpty()) {
        throw Failure.unsupported(
            "apt: no candidate for "
                + String.join(" ", unknown)
                + "; this needs Debian 12 or 13 with its security updates among apt's sources");
      }
    }
    Result result = installOnce(packages);
    if (result.status() != 0 && !updated) {
      update();
      result = installOnce(packages);
    }
    if (result.status() != 0) {
      throw failed(command(packages), result);
    }
  }

  /** Packages of which apt knows no version to install. */
  private static List<String> unknown(List<String> packages) {
    List<String> unknown = new ArrayList<>();
    for (String name : packages) {
      if (run(List.of("apt-cache", "policy", name)).lines().stream()
          .map(String::strip)
          .noneMatch(line -> line.startsWith("Candidate: ") && !line.endsWith(" (none)"))) {
        unknown.add(name);
      }
    }
    return unknown;
  }

  private static void update() {
    Result result = run(List.of("apt-get", "update", "--quiet=2"));
    if (result.status() != 0) {
      throw failed("apt-get update", result);
    }
  }

  private static Result installOnce(List<String> packages) {
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", QuietDaemons.SCRIPT, QuietDaemons.NAME));
    command.addAll(packages);
    return run(command);
  }

  private static Failure failed(String command, Result result) {
    List<String> errors =
        result.lines().stream().filter(line -> line.startsWith("E: ")).limit(TOLD_LINES).toList();
    List<String> all = result.lines();
    List<String> told =
        errors.isEmpty() ? all.subList(Math.max(0, all.size() - TOLD_LINES), all.size()) : errors;
    return Failure.unsupported(
        command + ": status " + result.status() + ": " + String.join(" | ", told));
  }

  private static Result run(List<String> command) {
    // In a session of its own: Ctrl-C reaches it through interrupt() only, and only once.
    List<String> detached = new ArrayList<>(List.of("setsid", "-w"));
    detached.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(detached).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
    // On machines with needrestart: do not restart the user's services after an installation.
    builder.environment().put("NEEDRESTART_SUSPEND", "1");
    try {
      Process process = builder.start();
      Thread onExit = new Thread(() -> interrupt(process), "ptictl-apt");
      Runtime.getRuntime().addShutdownHook(onExit);
      process.getOutputStream().close();
      List<String> lines = new ArrayList<>();
      try (BufferedReader reader = process.inputReader(PrivateDirectory.BYTES)) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          lines.add(line);
        }
      }
      int status = process.waitFor();
      removeHook(onExit);
      return new Result(status, lines);
    } catch (IOException e) {
      throw new Failure(
          ExitStatus.UNSUPPORTED,
          command.getFirst() + ": cannot be executed; this needs Debian 12 or 13",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure(ExitStatus.NO, command.getFirst() + ": interrupted", e);
    }
  }

  private static void removeHook(Thread onExit) {
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException shuttingDown) {
      while (true) {
        LockSupport.park();
      }
    }
  }

  /**
   * In the shutdown hook: asks apt to end, and only apt, which then lets the dpkg at work finish.
   * Interrupting that as well would leave a package half installed.
   */
  private static void interrupt(Process process) {
    List<String> kill =
        // The shell's own kill: Debian's kill(1) is not on every machine.
        new ArrayList<>(List.of("sh", "-c", "kill -s INT \"$@\"", "kill"));
    kill.add(Long.toString(process.pid()));
    process.children().forEach(child -> kill.add(Long.toString(child.pid())));
    try {
      new ProcessBuilder(kill)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
      process.waitFor();
    } catch (IOException | InterruptedException e) {
      // The JVM ends; the script takes its policy away whatever happens here.
    }
  }
}
