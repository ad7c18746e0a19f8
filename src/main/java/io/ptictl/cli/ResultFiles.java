package io.ptictl.cli;

import io.ptictl.report.Failure;
import io.ptictl.report.Json;
import io.ptictl.sys.IoReason;
import io.ptictl.sys.WholeFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Results that go into files: whether they can is looked before the work, which may take hours, and
 * each is written as a whole or not at all.
 */
final class ResultFiles {
  private ResultFiles() {}

  /**
   * Before the work: can files be written into the directory, if one is wanted?
   *
   * @throws Failure (usage) if not
   */
  static void require(@Nullable Path directory) {
    if (directory != null) {
      requireWritable("--output " + directory, directory);
    }
  }

  /**
   * Before the work: can the file be written?
   *
   * @param option of the command line that names it
   * @throws Failure (usage) if not
   */
  static void requireFile(String option, Path file) {
    String shown = option + " " + file;
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file)) {
      throw Failure.usage(shown + ": not a regular file; it would be replaced");
    }
    if (Files.isRegularFile(file) && !Files.isWritable(file)) {
      throw Failure.usage(shown + ": not writable");
    }
    requireWritable(shown, file.toAbsolutePath().normalize().getParent());
  }

  /**
   * Before the work: is it a directory into which files can be written?
   *
   * @param shown what it is in the message
   * @throws Failure (usage) if not
   */
  static void requireWritable(String shown, @Nullable Path directory) {
    if (directory == null || !Files.isDirectory(directory)) {
      boolean there = directory != null && Files.exists(directory);
      throw Failure.usage(
          shown + (there ? ": not a directory" : ": no such directory; make it first"));
    }
    if (!Files.isWritable(directory)) {
      throw Failure.usage(shown + ": nothing can be written there");
    }
  }

  /**
   * Writes a result, over those that are there.
   *
   * @param name of the files, without what tells their kind
   * @param svg a picture of it
   * @throws Failure if one cannot be written
   */
  static void write(
      Path directory, String name, List<String> lines, String svg, Map<String, ?> members) {
    StringWriter json = new StringWriter();
    Json.print(new PrintWriter(json), members);
    write(directory.resolve(name + ".txt"), String.join("\n", lines) + "\n");
    write(directory.resolve(name + ".svg"), svg);
    write(directory.resolve(name + ".json"), json.toString());
  }

  /**
   * Writes a file, in the place of one that is there.
   *
   * @throws Failure if it cannot be written; one that was there is as it was
   */
  static void write(Path file, String text) {
    try {
      WholeFile.write(file, text);
    } catch (IOException e) {
      throw Failure.failed(file + ": cannot be written: " + IoReason.of(e));
    }
  }
}
