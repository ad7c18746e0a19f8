package io.ptictl.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Where a system says which programs run others: each place once, in words. */
final class InterpreterSources {
  private static final List<Path> DIRECTORIES =
      List.of(
          Path.of("/usr/local/bin"),
          Path.of("/usr/local/sbin"),
          Path.of("/usr/bin"),
          Path.of("/usr/sbin"),
          Path.of("/bin"),
          Path.of("/sbin"));

  private final BiConsumer<Path, String> known;

  /**
   * @param known takes each program found and how it is known
   */
  InterpreterSources(BiConsumer<Path, String> known) {
    this.known = known;
  }

  void all() {
    lines(Path.of("/etc/shells"))
        .filter(line -> line.startsWith("/"))
        .forEach(line -> add(line, "a login shell (/etc/shells)"));
    binfmtMisc();
    add("/proc/self/exe", "a program that runs others");
    DIRECTORIES.forEach(this::directory);
    packages();
  }

  /** "enabled", "interpreter PATH", "flags: ", ... */
  private void binfmtMisc() {
    try (DirectoryStream<Path> formats =
        Files.newDirectoryStream(Path.of("/proc/sys/fs/binfmt_misc"))) {
      for (Path format : formats) {
        lines(format)
            .filter(line -> line.startsWith("interpreter "))
            .forEach(line -> add(line.substring(12), "an interpreter of binfmt_misc"));
      }
    } catch (IOException _) {
      // Not mounted: nothing is registered that works.
    }
  }

  private void directory(Path directory) {
    if (Files.isSymbolicLink(directory)) {
      return; // of a merged /usr
    }
    try (DirectoryStream<Path> programs = Files.newDirectoryStream(directory)) {
      for (Path program : programs) {
        named(program);
        script(program);
      }
    } catch (IOException _) {
      // Has none.
    }
  }

  private void named(Path program) {
    String name = program.getFileName().toString();
    if (InterpreterNames.isLanguage(name)) {
      known.accept(program, "an interpreter");
    } else if (InterpreterNames.isWrapper(name)) {
      known.accept(program, "a program that runs what it is told to");
    }
  }

  /** {@code #!/usr/bin/perl -w}, {@code #!/usr/bin/env python3}. */
  private void script(Path program) {
    String line = firstLine(program);
    if (line.startsWith("#!")) {
      String[] words = line.substring(2).strip().split("[ \t]+");
      String how = "the interpreter of " + program;
      add(words[0], how);
      if (words[0].endsWith("/env")) {
        Arrays.stream(words)
            .skip(1)
            .filter(word -> !word.startsWith("-") && !word.contains("="))
            .findFirst()
            .ifPresent(name -> DIRECTORIES.forEach(d -> add(d + "/" + name, how)));
      }
    }
  }

  private static String firstLine(Path program) {
    try {
      if (!Files.isRegularFile(program)) {
        return "";
      }
      try (InputStream in = Files.newInputStream(program)) {
        String begin = new String(in.readNBytes(256), StandardCharsets.ISO_8859_1);
        int end = begin.indexOf('\n');
        return end < 0 ? begin : begin.substring(0, end);
      }
    } catch (IOException _) {
      return "";
    }
  }

  /** Interpreters that packages put elsewhere, a JDK's java for example. */
  private void packages() {
    try (DirectoryStream<Path> lists =
        Files.newDirectoryStream(Path.of("/var/lib/dpkg/info"), "*.list")) {
      for (Path list : lists) {
        lines(list)
            .filter(line -> line.contains("/bin/") || line.contains("/sbin/"))
            .filter(line -> InterpreterNames.isLanguage(line.substring(line.lastIndexOf('/') + 1)))
            .forEach(line -> add(line, "an interpreter"));
      }
    } catch (IOException _) {
      // Not a Debian.
    }
  }

  private void add(String program, String how) {
    try {
      known.accept(Path.of(program), how);
    } catch (InvalidPathException _) {
      // Not the name of a program.
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream();
    } catch (IOException _) {
      return Stream.of();
    }
  }
}
