package io.ptictl.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Where the programs under test are, and those that test them. Thread-safe. */
public final class Programs {
  private static final Path HOME =
      Path.of(Objects.requireNonNull(System.getProperty("ptictl.home")));

  private Programs() {}

  /** The root of the checkout. */
  public static Path home() {
    return HOME;
  }

  /**
   * The launcher under one of its names, as the build made it.
   *
   * @param name {@code ptictl}, {@code nopti} or {@code pti}
   */
  public static String launcher(String name) {
    return HOME.resolve("build").resolve(name).toString();
  }

  /** A program that signals end, even where the tests run under nohup(1) and ignore some. */
  public static ProcessBuilder endedBySignals(List<String> command) {
    List<String> line = new ArrayList<>(List.of("env", "--default-signal=HUP,INT,TERM"));
    line.addAll(command);
    return new ProcessBuilder(line);
  }

  /** Compiles {@code src/it/c/NAME.c} where that has not been done yet; static, for any root. */
  public static synchronized String helper(String name) {
    Path source = HOME.resolve("src/it/c/" + name + ".c");
    Path program = HOME.resolve("target/it/" + name);
    try {
      if (!Files.exists(program)
          || Files.getLastModifiedTime(program).compareTo(Files.getLastModifiedTime(source)) < 0) {
        Files.createDirectories(program.getParent());
        String options = "-std=gnu17 -D_GNU_SOURCE -O2 -Wall -Wextra -Werror -static -o";
        Ran gcc = Ran.of(("gcc " + options + " " + program + " " + source).split(" "));
        if (gcc.status() != 0) {
          throw new IllegalStateException(gcc.err());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return program.toString();
  }
}
