package io.ptictl.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What every machine has: the programs of Debian's small packages, and what libc reads. */
final class BasicFiles {
  private static final Path DPKG = Path.of("/var/lib/dpkg/info");

  private static final List<String> PACKAGES =
      List.of(
          "bash",
          "coreutils",
          "dash",
          "debianutils",
          "diffutils",
          "findutils",
          "gawk",
          "grep",
          "gzip",
          "hostname",
          "libc-bin",
          "libcap2-bin",
          "mawk",
          "mount",
          "procps",
          "sed",
          "util-linux");

  private static final Pattern PROGRAM = Pattern.compile("(/usr)?/s?bin/[^/]+");

  /** Links that no package owns, and what libc and terminals read; directories as a whole. */
  private static final List<String> OTHERS =
      List.of(
          "/usr/bin/awk",
          "/bin/sh",
          "/lib/terminfo",
          "/usr/lib/locale/C.utf8",
          "/etc/group",
          "/etc/host.conf",
          "/etc/hosts",
          "/etc/ld.so.cache",
          "/etc/nsswitch.conf",
          "/etc/passwd",
          "/etc/protocols",
          "/etc/services");

  private BasicFiles() {}

  /** Paths, some of which may not be there; on other than Debian systems only few are. */
  static List<Path> find() {
    List<Path> found = new ArrayList<>();
    for (String name : PACKAGES) {
      for (String list : List.of(name + ".list", name + ":amd64.list")) {
        found.addAll(programsIn(DPKG.resolve(list)));
      }
    }
    OTHERS.stream().map(Path::of).forEach(found::add);
    return found;
  }

  private static List<Path> programsIn(Path list) {
    try (Stream<String> lines = Files.lines(list)) {
      return lines.filter(line -> PROGRAM.matcher(line).matches()).map(Path::of).toList();
    } catch (IOException e) {
      return List.of(); // not installed
    }
  }
}
