package io.ptictl.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./ptictl} of a fresh checkout, as far as it goes without Maven. */
final class BootstrapTest {
  /** What it may use of the system; all of it is essential in Debian. */
  private static final List<String> TOOLS =
      List.of(
          "cat",
          "dirname",
          "find",
          "flock",
          "ln",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "sed",
          "sh",
          "touch");

  private static final List<String> COMPILER = List.of("gcc", "as", "ld", "echo");

  @TempDir Path directory;
  private Path checkout;
  private Path bin;

  @BeforeEach
  void checkOut() throws IOException {
    checkout = Files.createDirectory(directory.resolve("check out"));
    bin = Files.createDirectory(directory.resolve("bin"));
    for (String part : List.of("ptictl", "launcher", "guest", "pom.xml")) {
      copy(part);
    }
    Files.createDirectories(checkout.resolve("src/main"));
    install(TOOLS);
  }

  @Test
  void namesTheCompilerThatIsMissing() {
    String message = "ptictl: gcc: not installed; run apt-get install gcc libc6-dev\n";

    assertThat(start("status")).isEqualTo(new Ran(3, "", message));
    assertThat(start("run", "true")).isEqualTo(new Ran(125, "", message));
    assertThat(start("protect", "true")).isEqualTo(new Ran(125, "", message));
  }

  @Test
  void namesMavenIfThatIsMissing() throws IOException {
    install(COMPILER);

    assertThat(start("status"))
        .isEqualTo(new Ran(3, "", "ptictl: mvn: not installed; run apt-get install maven\n"));
  }

  @Test
  void runsACommandWithoutJava() throws IOException {
    install(COMPILER);
    Ran first = start("run", "--user=no-such-user", "--", "true");
    Path launcher = checkout.resolve("build/ptictl");
    Object made = Files.getLastModifiedTime(launcher);
    Ran second = start("protect", "--no-such-option");

    assertThat(first).isEqualTo(new Ran(125, "", "ptictl: unknown user no-such-user\n"));
    assertThat(second.status()).isEqualTo(125);
    assertThat(Files.getLastModifiedTime(launcher)).isEqualTo(made);
    assertThat(checkout.resolve("build").toFile().list())
        .containsExactlyInAnyOrder("lib", "nopti", "pti", "ptictl");
  }

  @Test
  void keepsWhatItHasIfASourceIsWrong() throws IOException {
    install(COMPILER);
    start("run", "--no-such-option");
    byte[] good = Files.readAllBytes(checkout.resolve("build/ptictl"));
    Files.writeString(checkout.resolve("launcher/wrong.c"), "wrong\n");
    Ran ran = start("run", "true");

    assertThat(ran.status()).isEqualTo(125);
    assertThat(ran.err()).contains("wrong.c");
    assertThat(checkout.resolve("build/ptictl")).hasBinaryContent(good);
    assertThat(checkout.resolve("build").toFile().list()).hasSize(4);
  }

  /** By a symbolic link, from elsewhere. */
  private Ran start(String... arguments) {
    Path link = directory.resolve("link");
    try {
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, checkout.resolve("ptictl"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    Map<String, String> environment = new HashMap<>(Map.of("PATH", bin.toString()));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    return Ran.of(environment, Stream.concat(Stream.of(link.toString()), Stream.of(arguments)));
  }

  private void install(List<String> tools) throws IOException {
    for (String tool : tools) {
      Path script = bin.resolve(tool);
      Files.writeString(script, "#!/bin/sh\nexec /usr/bin/" + tool + " \"$@\"\n");
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private void copy(String part) throws IOException {
    Path source = Programs.home().resolve(part);
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Files.copy(file, checkout.resolve(Programs.home().relativize(file).toString()));
      }
    }
  }
}
