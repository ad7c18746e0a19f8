package io.ptictl.sys;

import io.ptictl.report.Failure;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where programs are: this project's own C programs, and those of the host. */
public final class Programs {
  private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

  private Programs() {}

  /**
   * One of this project's own, absolute.
   *
   * @param name below {@code build/} of the checkout that this program was started from ({@code
   *     ptictl.home})
   * @throws Failure (unsupported) if it has not been compiled
   */
  public static Path own(String name) {
    Path program = Path.of(System.getProperty("ptictl.home", "."), "build", name).toAbsolutePath();
    if (!Files.isExecutable(program)) {
      throw Failure.unsupported(program + ": not there; run ./ptictl, which compiles it");
    }
    return program;
  }

  /** The first executable file of this name in the directories of PATH. */
  public static Optional<Path> find(String name) {
    String path = System.getenv().getOrDefault("PATH", DEFAULT_PATH);
    for (String directory : path.split(File.pathSeparator, -1)) {
      Path program = Path.of(directory.isEmpty() ? "." : directory, name);
      if (Files.isExecutable(program)) {
        return Optional.of(program);
      }
    }
    return Optional.empty();
  }
}
