package io.ptictl.lab;

import io.ptictl.report.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The private directory of one running machine (mode 0700): image, console, control socket.
 *
 * @param path where it is
 */
record MachineDirectory(Path path) implements AutoCloseable {
  /** What its name begins with. */
  static final String PREFIX = "ptictl-lab-";

  private static final int TAIL_LINES = 15;

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

  Path qmp() {
    return path.resolve("qmp");
  }

  /** What QEMU and the guest said last, for a message; empty if nothing. */
  String lastWords() {
    List<String> said = tail(errors());
    List<String> console = tail(console());
    StringBuilder words = new StringBuilder();
    said.forEach(line -> words.append("\n  qemu: ").append(line));
    console.forEach(line -> words.append("\n  console: ").append(line));
    return words.toString();
  }

  private static List<String> tail(Path file) {
    try {
      List<String> lines =
          new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
              .lines()
              .map(line -> line.replaceAll("\\p{Cntrl}(\\[[0-9;?]*[a-zA-Z])?", ""))
              .filter(line -> !line.isBlank() && !line.contains("TCG doesn't support"))
              .toList();
      return lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
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
