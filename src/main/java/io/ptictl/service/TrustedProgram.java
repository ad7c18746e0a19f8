package io.ptictl.service;

import io.ptictl.report.Failure;
import io.ptictl.sys.IoReason;
import io.ptictl.sys.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The launcher that a unit names. Root runs it at each start: nobody else may be able to change it.
 */
final class TrustedProgram {
  private static final Path INSTALLED = Path.of("/usr/bin/ptictl");

  /** Characters that need no quotes in a unit, and are expanded to nothing else. */
  private static final Pattern PLAIN = Pattern.compile("/[A-Za-z0-9_./+-]+");

  private TrustedProgram() {}

  /**
   * The one given, or the installed one, or this checkout's.
   *
   * @throws Failure if it cannot be named in a unit
   */
  static Path find(@Nullable Path given) {
    Path program =
        given != null ? given : Files.isExecutable(INSTALLED) ? INSTALLED : Programs.own("ptictl");
    if (!PLAIN.matcher(program.toString()).matches()) {
      throw Failure.failed(
          program + ": must be absolute and of plain characters to stand in a unit; move it");
    }
    return program;
  }

  /**
   * Looks at the file and every directory on the way, links followed.
   *
   * @throws Failure if somebody else than root can change it
   */
  static void require(Path program) {
    try {
      Path real = program.toRealPath();
      if (!Files.isRegularFile(real) || !Files.isExecutable(real)) {
        throw Failure.failed(program + ": not an executable file");
      }
      requireChain(program, real);
      requireChain(program, program.resolveSibling("").toRealPath());
    } catch (IOException e) {
      throw Failure.failed(program + ": " + IoReason.of(e));
    }
  }

  private static void requireChain(Path program, Path from) throws IOException {
    for (Path path = from; path != null; path = path.getParent()) {
      Map<String, Object> found = Files.readAttributes(path, "unix:uid,permissions");
      if (!(found.get("permissions") instanceof Set<?> permissions)
          || !Integer.valueOf(0).equals(found.get("uid"))
          || permissions.contains(PosixFilePermission.GROUP_WRITE)
          || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
        throw Failure.failed(
            program
                + ": "
                + path
                + " can be changed by others than root, who would run it at each start; install"
                + " ptictl, or name another by --launcher");
      }
    }
  }
}
