package io.ptictl.kbuild;

import io.ptictl.report.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One step of the series, as its file in {@code kernel/series/} describes it: headers as those of a
 * mail, an empty line, the message.
 *
 * @param number from 1; that of the cover letter is 0
 * @param title the subject
 * @param files the own files that it brings, as paths in the kernel's tree; one that ends in a
 *     slash stands for all below it
 * @param options the options of Kconfig that it brings, without {@code CONFIG_}
 * @param calls the functions that it brings and that files of earlier steps call
 * @param message what and why, without the title
 */
record SeriesStep(
    int number,
    String title,
    List<String> files,
    Set<String> options,
    Set<String> calls,
    String message) {
  private static final Pattern NAME = Pattern.compile("(\\d)-[\\w-]+");
  private static final Pattern HEADER = Pattern.compile("(Title|Files|Options|Calls): *(.*)");

  /**
   * Reads one.
   *
   * @throws Failure naming file and line if it is not of that form
   */
  static SeriesStep read(Path file) throws IOException {
    Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
    if (!name.matches()) {
      throw Failure.failed(file + ": not the name of a step; it is to be as 1-refactoring");
    }
    List<String> lines = Files.readAllLines(file);
    int end = lines.indexOf("");
    Map<String, String> headers = new LinkedHashMap<>();
    String last = "";
    for (String line : lines.subList(0, Math.max(end, 0))) {
      Matcher header = HEADER.matcher(line);
      if (header.matches()) {
        last = header.group(1);
        headers.put(last, header.group(2));
      } else if (line.startsWith(" ") && !last.isEmpty()) {
        headers.merge(last, line, String::concat);
      } else {
        throw Failure.failed(file + ": no header: " + line);
      }
    }
    String title = headers.getOrDefault("Title", "");
    if (title.isEmpty() || end + 1 >= lines.size()) {
      throw Failure.failed(file + ": has no title or no message");
    }
    return new SeriesStep(
        Integer.parseInt(name.group(1)),
        title,
        words(headers, "Files"),
        Set.copyOf(words(headers, "Options")),
        Set.copyOf(words(headers, "Calls")),
        String.join("\n", lines.subList(end + 1, lines.size())).strip());
  }

  /** Does it bring this own file? */
  boolean brings(Path file) {
    String name = file.toString();
    return files.stream()
        .anyMatch(mine -> mine.endsWith("/") ? name.startsWith(mine) : name.equals(mine));
  }

  private static List<String> words(Map<String, String> headers, String header) {
    String value = headers.getOrDefault(header, "").strip();
    return value.isEmpty() ? List.of() : List.of(value.split("\\s+"));
  }
}
