package io.ptictl.policy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The Debian package that a file belongs to.
 *
 * @param name with the architecture where there may be several
 * @param version of what is installed
 */
record DebianPackage(String name, String version) {
  private static final Path QUERY = Path.of("/usr/bin/dpkg-query");

  /** That of a file, null if it belongs to none or this is no Debian. */
  static @Nullable DebianPackage of(String path) {
    if (!Files.isExecutable(QUERY) || !path.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      return null;
    }
    String name = owner(path);
    // A package may have listed /bin/x before /bin became a link to /usr/bin.
    if (name == null && path.startsWith("/usr/")) {
      name = owner(path.substring(4));
    }
    String version = name == null ? null : version(name);
    return name == null || version == null ? null : new DebianPackage(name, version);
  }

  /** The installed version of a package, null if it is not installed. */
  static @Nullable String version(String name) {
    String version = run("-W", "-f", "${Version}", "--", name);
    return version == null || version.isEmpty() ? null : version;
  }

  /** "haproxy: /usr/sbin/haproxy"; of a diversion there is no such line. */
  private static @Nullable String owner(String path) {
    String pattern = path.replaceAll("[\\\\*?\\[]", "\\\\$0");
    String lines = run("-S", "--", pattern);
    if (lines == null) {
      return null;
    }
    return lines
        .lines()
        .filter(line -> line.endsWith(": " + path) && !line.startsWith("diversion "))
        .map(line -> line.substring(0, line.indexOf(": ")).split(", ")[0])
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String run(String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = QUERY.toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? out.strip() : null;
    } catch (IOException _) {
      return null;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
