package io.ptictl.lab;

import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import io.ptictl.sys.Raw;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files of the host that a command line names. */
public final class CommandFiles {
  private CommandFiles() {}

  /**
   * The program, looked for as execvp(3) would, and the arguments that are regular files.
   *
   * @throws Failure (not found) if there is no such program
   */
  public static List<Path> of(Command command) {
    List<Path> files = new ArrayList<>();
    Path directory = path(command.directory()).orElse(Path.of("/"));
    String name = command.argv().getFirst();
    files.add(
        program(name, directory, path(command))
            .orElseThrow(
                () ->
                    new Failure(
                        ExitStatus.NOT_FOUND,
                        "failed to execute " + Raw.text(name) + ": No such file or directory")));
    for (String argument : command.argv().subList(1, command.argv().size())) {
      path(argument).map(directory::resolve).filter(Files::isRegularFile).ifPresent(files::add);
    }
    return files;
  }

  /** The first file of this name in the directories of a PATH. */
  static Optional<Path> inPath(String name, String path) {
    for (String directory : path.split(":")) {
      Path file = Path.of(directory).resolve(name);
      if (Files.isRegularFile(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> program(String raw, Path directory, String path) {
    return raw.contains("/")
        ? path(raw).map(directory::resolve).filter(Files::exists)
        : inPath(Raw.text(raw), path);
  }

  private static String path(Command command) {
    return command.environment().stream()
        .filter(variable -> variable.startsWith("PATH="))
        .map(variable -> Raw.text(variable.substring(5)))
        .findFirst()
        .orElse("/bin:/usr/bin");
  }

  /** Nothing if no file can have this name. */
  private static Optional<Path> path(String raw) {
    try {
      return Optional.of(Path.of(Raw.text(raw)));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
