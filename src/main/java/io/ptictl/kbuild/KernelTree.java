package io.ptictl.kbuild;

import io.ptictl.report.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An unpacked kernel source tree.
 *
 * @param path its root, where the top Makefile is
 * @param version of the source, for example {@code 6.12.117}
 */
record KernelTree(Path path, String version) {
  private static final Pattern VERSION_LINE =
      Pattern.compile("(VERSION|PATCHLEVEL|SUBLEVEL)\\s*=\\s*(\\d+)");

  /**
   * Looks whether there is a kernel tree and which one.
   *
   * @throws Failure if it is none
   */
  static KernelTree at(Path path) throws IOException {
    Path makefile = path.resolve("Makefile");
    if (Files.isRegularFile(makefile)) {
      List<String> numbers = new ArrayList<>();
      try (Stream<String> lines = Files.lines(makefile, PrivateDirectory.BYTES)) {
        lines
            .limit(20)
            .map(VERSION_LINE::matcher)
            .filter(Matcher::matches)
            .forEach(match -> numbers.add(match.group(2)));
      }
      if (numbers.size() == 3) {
        return new KernelTree(path, String.join(".", numbers));
      }
    }
    throw Failure.failed(
        path + ": not a Linux source tree; name the directory that holds the top Makefile");
  }
}
