package io.ptictl.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A directory as marks need it, safe from {@code /} on, with a program in it that may be marked,
 * and records of its own. Only root can have one; {@code /tmp} is not safe.
 */
public final class Box implements AutoCloseable {
  /** Small, in every Debian, and no interpreter. */
  public static final Path PROGRAM = Path.of("/usr/bin/sort");

  /** What a test leaves alone. */
  public final Path directory;

  public final Path program;
  public final Path records;

  private Box(Path directory) throws IOException {
    this.directory = directory;
    this.program = directory.resolve("program");
    this.records = directory.resolve("records");
    Files.copy(PROGRAM, program);
  }

  /** Skips the test where it cannot be had. */
  public static Box create() {
    assumeTrue("root".equals(System.getProperty("user.name")), "marks need root");
    try {
      Path directory = Files.createTempDirectory(Path.of("/run"), "ptictl-test-");
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
      return new Box(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public MarkStore store() {
    return new MarkStore(records);
  }

  /** The names of all files with records. */
  public List<String> recorded() throws IOException {
    if (!Files.isDirectory(records)) {
      return List.of();
    }
    try (var files = Files.list(records)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Runs shell commands in the directory; they have to succeed. */
  public String sh(String script) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-ec", script)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(script + "\n" + out).isZero();
    return out.strip();
  }

  /** What libcap says of the capabilities of a file, without its name: "41+p", or nothing. */
  public String getcap(Path file) throws IOException, InterruptedException {
    String line = sh("/usr/sbin/getcap '" + file + "'");
    return line.startsWith(file.toString())
        ? line.substring(file.toString().length()).strip()
        : line;
  }

  @Override
  public void close() throws Exception {
    new ProcessBuilder("sh", "-c", "chattr -i program; umount -l fs; cd /; rm -rf " + directory)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
