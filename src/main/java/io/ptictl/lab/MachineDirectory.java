package io.ptictl.lab;

import io.ptictl.report.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The private directory of one running machine (mode 0700): image, console, control socket.
 *
 * @param path where it is
 */
record MachineDirectory(Path path) implements AutoCloseable {
  /** What its name begins with. */
  static final String PREFIX = "ptictl-lab-";

  private static final int TAIL_LINES = 5;

  /** Lines that tell the cause, if there are any; what follows them is registers. */
  private static final Pattern WHY =
      Pattern.compile("Kernel panic|^ptictl lab:|BUG:|Oops|RIP: 0010");

  /** Time stamps, and what SeaBIOS does to a terminal. */
  private static final Pattern NOISE =
      Pattern.compile("^\\[ *[0-9.]+\\] |\\e\\[[0-9;?=]*[a-zA-Z]|\\p{Cntrl}");

  /**
   * @throws Failure if none can be made
   */
  static MachineDirectory create() {
    try {
      return new MachineDirectory(Files.createTempDirectory(PREFIX));
    } catch (IOException e) {
      throw new Failure(
          1, System.getProperty("java.io.tmpdir") + ": no directory for the lab: " + e, e);
    }
  }

  Path initramfs() {
    return path.resolve("initramfs");
  }

  Path console() {
    return path.resolve("console");
  }

  Path errors() {
    return path.resolve("errors");
  }

  /** The host's files with capabilities; see guest/capabilities.c. */
  Path capabilities() {
    return path.resolve("capabilities");
  }

  /** An image of its memory. */
  Path memory() {
    return path.resolve("memory");
  }

  /** Locked by its guard as long as that lives. */
  Path alive() {
    return path.resolve("alive");
  }

  Path qmp() {
    return path.resolve("qmp");
  }

  /** What an emulator and its guest said last, on one line, for a message. */
  String lastWords(Emulator emulator) {
    List<String> said = lines(errors()).stream().flatMap(emulator::complaint).toList();
    List<String> console = lines(console());
    if (!said.isEmpty()) {
      return emulator.name() + " said: " + last(said);
    }
    if (console.isEmpty()) {
      return "its console is empty";
    }
    List<String> why = console.stream().filter(line -> WHY.matcher(line).find()).toList();
    return "its console ends: " + last(why.isEmpty() ? console : why);
  }

  private static String last(List<String> lines) {
    return String.join(" | ", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
  }

  private static List<String> lines(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
          .lines()
          .map(line -> NOISE.matcher(line).replaceAll("").strip())
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Removes it; what cannot be removed is left to the system's cleaning of its directory. */
  @Override
  public void close() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(path);
    } catch (IOException e) {
      return;
    }
  }
}
