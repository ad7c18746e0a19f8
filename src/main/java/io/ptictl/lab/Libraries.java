package io.ptictl.lab;

import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shared libraries that programs and libraries are linked to. */
final class Libraries {
  private static final int ELF = 0x7f454c46;

  /** The dynamic loader itself says what it would load (ld.so(8)); it executes nothing. */
  private static final String SCRIPT =
      "while IFS= read -r file; do /lib64/ld-linux-x86-64.so.2 --list \"$file\"; done";

  private static final Pattern LOADED = Pattern.compile("(/.*) \\(0x[0-9a-f]+\\)$");

  private Libraries() {}

  /** With the loader, and what the libraries need themselves. */
  static Set<Path> of(Collection<Path> files) {
    List<Path> programs = files.stream().filter(Libraries::isElf).toList();
    try {
      Process process =
          new ProcessBuilder("sh", "-c", SCRIPT)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      Thread writer = Thread.ofPlatform().daemon().start(() -> write(process, programs));
      Set<Path> libraries = read(process);
      writer.join();
      process.waitFor();
      return libraries;
    } catch (IOException e) {
      throw new Failure(ExitStatus.UNSUPPORTED, "sh: cannot be executed: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure(ExitStatus.NO, "interrupted", e);
    }
  }

  private static Set<Path> read(Process process) throws IOException {
    Set<Path> libraries = new LinkedHashSet<>();
    try (BufferedReader in = process.inputReader()) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        Matcher loaded = LOADED.matcher(line);
        if (loaded.find()) {
          libraries.add(Path.of(loaded.group(1)));
        }
      }
    }
    return libraries;
  }

  private static void write(Process process, List<Path> programs) {
    try (Writer out = process.outputWriter()) {
      for (Path program : programs) {
        out.write(program + "\n");
      }
    } catch (IOException e) {
      // The shell is gone, and so is what it would have said.
      return;
    }
  }

  private static boolean isElf(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] magic = in.readNBytes(4);
      return magic.length == 4 && java.nio.ByteBuffer.wrap(magic).getInt() == ELF;
    } catch (IOException e) {
      return false;
    }
  }
}
