package io.ptictl.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the first line of a script names (binfmt_script), {@code env NAME} included. */
final class Interpreters {
  /** include/uapi/linux/binfmts.h: BINPRM_BUF_SIZE. */
  private static final int READ = 256;

  private Interpreters() {}

  /** None if it is no script, or cannot be read. */
  static List<Path> of(Path file) {
    List<Path> found = new ArrayList<>();
    String[] words = firstLine(file).split("[ \t]+");
    if (!words[0].startsWith("#!")) {
      return found;
    }
    String program = words[0].length() > 2 || words.length < 2 ? words[0].substring(2) : words[1];
    found.add(Path.of(program));
    String last = words[words.length - 1];
    if (program.endsWith("/env") && !last.endsWith("/env")) {
      CommandFiles.inPath(last, System.getenv().getOrDefault("PATH", "")).ifPresent(found::add);
    }
    return found;
  }

  private static String firstLine(Path file) {
    if (!Files.isRegularFile(file)) {
      return "";
    }
    try (InputStream in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(READ), StandardCharsets.ISO_8859_1);
      return text.lines().findFirst().orElse("").strip();
    } catch (IOException e) {
      return "";
    }
  }
}
