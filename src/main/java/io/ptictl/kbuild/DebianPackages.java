package io.ptictl.kbuild;

import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import io.ptictl.report.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Sees to it that the Debian packages are there that something needs. On a terminal it asks before
 * installing, otherwise it says what it installs; without root it installs nothing and tells the
 * command.
 */
public final class DebianPackages {
  private static final int ROOT = 0;

  private final Predicate<String> mayInstall;
  private final Consumer<String> notices;

  private DebianPackages(Predicate<String> mayInstall, Consumer<String> notices) {
    this.mayInstall = mayInstall;
    this.notices = notices;
  }

  /**
   * Installs what is missing, after asking if there is a terminal to ask on.
   *
   * @param notices told in one line each what is being done; for standard error
   */
  public static DebianPackages installing(Consumer<String> notices) {
    return new DebianPackages(TerminalQuestion::yes, notices);
  }

  /** Never installs anything ({@code --no-install}). */
  public static DebianPackages refusing() {
    return new DebianPackages(question -> false, notice -> {});
  }

  /** The packages of these purposes that are not installed, without installing them. */
  public List<String> missing(Purpose... purposes) {
    SequencedSet<String> packages =
        Arrays.stream(purposes)
            .flatMap(purpose -> purpose.packages().stream())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    packages.removeAll(Apt.installed(List.copyOf(packages)));
    return List.copyOf(packages);
  }

  /**
   * Returns when all packages of these purposes are installed. One call with several purposes asks
   * one question.
   *
   * @throws Failure with status {@link ExitStatus#UNSUPPORTED} and the command to run if they are
   *     missing and may not or cannot be installed here
   */
  public void require(Progress progress, Purpose... purposes) {
    List<String> missing = missing(purposes);
    if (missing.isEmpty()) {
      return;
    }
    String what = Arrays.stream(purposes).map(Purpose::words).collect(Collectors.joining(", "));
    String names = String.join(" ", missing);
    if (effectiveUser() != ROOT) {
      throw refused(what, command(missing));
    }
    if (!mayInstall.test(what + " needs these Debian packages: " + names + "\nInstall them?")) {
      throw refused(what, command(missing));
    }
    notices.accept("installing for " + what + ": " + names);
    progress.step("installing " + missing.size() + " packages");
    Apt.install(missing);
    List<String> still = missing(purposes);
    if (!still.isEmpty()) {
      throw refused(what, command(still));
    }
  }

  /** The exact command that installs these packages, as root. */
  public static String command(List<String> packages) {
    return (effectiveUser() == ROOT ? "" : "sudo ") + Apt.command(packages);
  }

  private static Failure refused(String what, String command) {
    return Failure.unsupported(what + ": Debian packages are missing; run " + command);
  }

  private static int effectiveUser() {
    try {
      // The kernel gives /proc/self to the effective user.
      return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException e) {
      throw new Failure(ExitStatus.UNSUPPORTED, "/proc: not mounted; mount it", e);
    }
  }
}
