package io.ptictl.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the launcher finds what is written in Java, and a JVM for it. */
final class JavaStartIT {
  private static final String NO_JAVA =
      "ptictl: no Java 25 in JAVA_HOME, /usr/lib/jvm or PATH; install a JDK (Debian 13: apt-get"
          + " install openjdk-25-jdk; Debian 12: Temurin 25)\n";

  @TempDir Path directory;
  private Path library;

  @BeforeEach
  void install() throws IOException {
    library = Files.createDirectories(directory.resolve("build/lib"));
    Files.copy(Path.of(Programs.launcher("ptictl")), directory.resolve("build/ptictl"));
    Files.copy(Path.of(Programs.launcher("lib/ptictl.jar")), library.resolve("ptictl.jar"));
  }

  @Test
  void leavesAWrongCacheAsideWithoutAWord() throws IOException {
    Ran without = start("--version");
    Files.writeString(library.resolve("ptictl.aot"), "not a cache\n");
    Ran wrong = start("--version");

    assertThat(without.status()).isZero();
    assertThat(without.out()).startsWith("ptictl ");
    assertThat(without.err()).isEmpty();
    assertThat(wrong).isEqualTo(without);
  }

  @Test
  void passesArgumentsAndStatusOn() {
    assertThat(start("no-such-command", "", "two words").status()).isEqualTo(2);
    assertThat(start("run", "--help").out()).contains("ptictl run [--user NAME]");
    assertThat(start("protect", "-h").out()).contains("ptictl protect [--forever]");
    assertThat(start("run", "--version")).isEqualTo(start("--version"));
  }

  @Test
  void isFoundByASymbolicLink() throws IOException {
    Path link =
        Files.createSymbolicLink(directory.resolve("pti"), directory.resolve("build/ptictl"));
    Ran help = Ran.of(link.toString(), "--help");

    assertThat(help.out()).contains("ptictl protect [--forever]");
  }

  @Test
  void namesTheJarThatIsMissing() throws IOException {
    Files.delete(library.resolve("ptictl.jar"));

    assertThat(start("status"))
        .isEqualTo(
            new Ran(
                3,
                "",
                "ptictl: "
                    + library.toRealPath().resolve("ptictl.jar")
                    + ": No such file or directory; start ./ptictl in the checkout\n"));
  }

  /** With another /usr/lib/jvm, in a mount namespace of its own. */
  @Test
  void looksForAJvmThatIsNewEnough() {
    assumeTrue(Ran.of("id", "-u").out().equals("0\n"), "mounts");
    String jdk = System.getProperty("java.home");
    String empty = "mount -t tmpfs none /usr/lib/jvm";
    String old = "mkdir /usr/lib/jvm/b && echo 'JAVA_VERSION=\"17.0.1\"' >/usr/lib/jvm/b/release";
    String link = "ln -s /mnt /usr/lib/jvm/c";
    String links = "mkdir /usr/lib/jvm/bin && ln -s /mnt/bin/java /usr/lib/jvm/bin/java";

    assertThat(startWith(jdk, "", "/usr/bin", empty)).isEqualTo(new Ran(3, "", NO_JAVA));
    assertThat(startWith(jdk, "/usr/lib/jvm/b", "/usr/bin", empty, old))
        .isEqualTo(new Ran(3, "", NO_JAVA));
    assertThat(startWith(jdk, "", "/usr/bin", empty, old, link).status()).isZero();
    assertThat(startWith(jdk, "/mnt", "/usr/bin", empty, old).status()).isZero();
    assertThat(startWith(jdk, "", "/nowhere:/usr/lib/jvm/bin", empty, old, links).status())
        .isZero();
  }

  private Ran start(String... arguments) {
    String launcher = directory.resolve("build/ptictl").toString();
    return Ran.of(Stream.concat(Stream.of(launcher), Stream.of(arguments)).toArray(String[]::new));
  }

  private Ran startWith(String jdk, String javaHome, String path, String... preparations) {
    Map<String, String> environment = new HashMap<>(Map.of("PATH", "/usr/bin:/usr/sbin"));
    String script =
        "mount --bind '%s' /mnt && %s && JAVA_HOME=%s PATH=%s exec '%s' --version"
            .formatted(
                jdk,
                String.join(" && ", preparations),
                javaHome,
                path,
                directory.resolve("build/ptictl"));
    return Ran.of(environment, List.of("unshare", "-m", "sh", "-c", script).stream());
  }
}
