package io.ptictl.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters with which the kernel was booted.
 *
 * @param words in their order
 */
record BootLine(List<String> words) {
  /** Each of them turns isolation off. */
  private static final List<String> OFF = List.of("pti=off", "nopti", "mitigations=off");

  /** That of this machine; empty if it cannot be read. */
  static BootLine read() {
    try {
      String line = Files.readString(Path.of("/proc/cmdline"), StandardCharsets.ISO_8859_1);
      return new BootLine(List.of(line.strip().split("\\s+")));
    } catch (IOException _) {
      return new BootLine(List.of());
    }
  }

  /** The parameter that turned isolation off; null if there is none. */
  @Nullable String isolationOff() {
    return words.stream().filter(OFF::contains).findFirst().orElse(null);
  }

  /** Was opting out allowed from the boot on? The last one counts. */
  boolean optoutOn() {
    return words.stream()
        .filter(word -> word.startsWith("pti_optout="))
        .reduce("", (_, last) -> last)
        .matches("pti_optout=(1|y|Y|on)");
  }
}
