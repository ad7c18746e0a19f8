package io.ptictl.cli;

import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import io.ptictl.report.Json;
import io.ptictl.report.TextPicture;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A result as text, picture and JSON, in the directory that --output names. */
final class ResultFiles {
  private ResultFiles() {}

  /**
   * Before the work: is there such a directory, if one is wanted?
   *
   * @throws Failure (usage) if not
   */
  static void require(@Nullable Path directory) {
    if (directory != null && !Files.isDirectory(directory)) {
      throw Failure.usage("--output " + directory + ": not a directory; make it first");
    }
  }

  /**
   * Writes them, over those that are there.
   *
   * @param name of the files, without what tells their kind
   * @throws Failure if one cannot be written
   */
  static void write(Path directory, String name, List<String> lines, Map<String, ?> members) {
    StringWriter json = new StringWriter();
    Json.print(new PrintWriter(json), members);
    try {
      Files.write(directory.resolve(name + ".txt"), lines);
      Files.writeString(directory.resolve(name + ".svg"), TextPicture.svg(lines));
      Files.writeString(directory.resolve(name + ".json"), json.toString());
    } catch (IOException e) {
      throw new Failure(ExitStatus.NO, directory + ": cannot be written: " + e.getMessage(), e);
    }
  }
}
