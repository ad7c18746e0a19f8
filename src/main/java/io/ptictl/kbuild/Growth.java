package io.ptictl.kbuild;

import io.ptictl.report.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an own file is at one step of the series. It comes whole with its step, but for what needs a
 * later one:
 *
 * <ul>
 *   <li>in a Makefile, the line of an object whose source comes later;
 *   <li>in a header, the section of a source file that comes later: from a comment that begins with
 *       the file's name to the next such comment, or the end of the enclosing condition;
 *   <li>the entry in Kconfig of an option that comes later, and what stands under {@code #ifdef};
 *   <li>the {@code #include} of an own file that comes later;
 *   <li>the statement that calls a function which a later step announces.
 * </ul>
 */
final class Growth {
  private static final Pattern OBJECT = Pattern.compile("[\\w$()-]+\\s*[+:]?=\\s*(\\w+)\\.o\\s*");
  private static final Pattern SECTION = Pattern.compile("/\\* ([\\w/.-]+\\.c)\\b.*");
  private static final Pattern ENTRY = Pattern.compile("config (\\w+)\\s*");
  private static final Pattern NOT_OF_ENTRY = Pattern.compile("\\w.*|#.*");
  private static final Pattern CONDITION = Pattern.compile("#\\s*if.*");
  private static final Pattern IFDEF = Pattern.compile("#\\s*if(n?)def CONFIG_(\\w+)\\b.*");
  private static final Pattern ELSE = Pattern.compile("#\\s*(?:else|elif)\\b.*");
  private static final Pattern ENDIF = Pattern.compile("#\\s*endif\\b.*");
  private static final Pattern INCLUDE = Pattern.compile("#\\s*include [<\"]([\\w/.-]+)[>\"].*");
  private static final Pattern CONTROL = Pattern.compile(".*\\)|.*\\belse|.*\\bdo");
  private static final Set<Path> INCLUDE_PATHS =
      Set.of(Path.of("include"), Path.of("include/uapi"), Path.of("arch/x86/include"));

  private final Series series;
  private final int step;
  private final Set<Path> later;
  private final Set<String> laterCalls;

  /** Of the files at this step. */
  Growth(Series series, int step) {
    this.series = series;
    this.step = step;
    this.later =
        series.files().entrySet().stream()
            .filter(file -> file.getValue().step() > step)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    this.laterCalls =
        series.steps().stream()
            .filter(other -> other.number() > step)
            .flatMap(other -> other.calls().stream())
            .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * The file's lines at this step.
   *
   * @param file where it goes in the kernel's tree
   * @param whole its lines in the checkout
   * @throws Failure if something that comes later is left in it
   */
  List<String> at(Path file, List<String> whole) {
    if (later.isEmpty() && laterCalls.isEmpty()) {
      return whole;
    }
    String name = String.valueOf(file.getFileName());
    List<String> lines = whole;
    if (name.equals("Makefile")) {
      lines = kept(lines, line -> !isLaterObject(file, line));
    } else if (name.startsWith("Kconfig")) {
      lines = withoutLaterEntries(lines);
    } else if (name.endsWith(".h") || name.endsWith(".c") || name.endsWith(".S")) {
      lines = kept(lines, line -> !isLaterInclude(file, line));
      lines = withoutLaterConditions(lines);
      lines = name.endsWith(".h") ? withoutLaterSections(file, lines) : lines;
      lines = withoutLaterCalls(file, lines);
      requireNoLaterCall(file, lines);
    }
    return lines.size() == whole.size() ? whole : squeezed(lines);
  }

  private static List<String> kept(List<String> lines, Predicate<String> keep) {
    return lines.stream().filter(keep).toList();
  }

  private boolean isLaterObject(Path makefile, String line) {
    Matcher object = OBJECT.matcher(line);
    return object.matches() && later.contains(makefile.resolveSibling(object.group(1) + ".c"));
  }

  private boolean isLaterInclude(Path file, String line) {
    Matcher include = INCLUDE.matcher(line);
    return include.matches()
        && (later.contains(file.resolveSibling(include.group(1)))
            || INCLUDE_PATHS.stream().anyMatch(p -> later.contains(p.resolve(include.group(1)))));
  }

  private boolean isLaterOption(String option) {
    return series.stepOfOption(option) > step;
  }

  private List<String> withoutLaterEntries(List<String> lines) {
    List<String> result = new ArrayList<>();
    boolean dropped = false;
    for (String line : lines) {
      if (NOT_OF_ENTRY.matcher(line).matches()) {
        Matcher entry = ENTRY.matcher(line);
        dropped = entry.matches() && isLaterOption(entry.group(1));
      }
      if (!dropped) {
        result.add(line);
      }
    }
    return result;
  }

  /** As unifdef(1) does it: a later option is not set. */
  private List<String> withoutLaterConditions(List<String> lines) {
    List<String> result = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher ifdef = IFDEF.matcher(lines.get(i));
      if (!ifdef.matches() || !isLaterOption(ifdef.group(2))) {
        result.add(lines.get(i));
        continue;
      }
      int end = endOfCondition(lines, i + 1);
      int middle = elseOfCondition(lines, i + 1, end);
      boolean first = !ifdef.group(1).isEmpty();
      List<String> part =
          first ? lines.subList(i + 1, middle) : lines.subList(Math.min(middle + 1, end), end);
      result.addAll(withoutLaterConditions(part));
      i = end;
    }
    return result;
  }

  /** The line of the endif, or of the end if there is none. */
  private static int endOfCondition(List<String> lines, int from) {
    int depth = 0;
    for (int i = from; i < lines.size(); i++) {
      if (CONDITION.matcher(lines.get(i)).matches()) {
        depth++;
      } else if (ENDIF.matcher(lines.get(i)).matches() && depth-- == 0) {
        return i;
      }
    }
    return lines.size();
  }

  private static int elseOfCondition(List<String> lines, int from, int end) {
    int depth = 0;
    for (int i = from; i < end; i++) {
      if (CONDITION.matcher(lines.get(i)).matches()) {
        depth++;
      } else if (ENDIF.matcher(lines.get(i)).matches()) {
        depth--;
      } else if (depth == 0 && ELSE.matcher(lines.get(i)).matches()) {
        return i;
      }
    }
    return end;
  }

  private List<String> withoutLaterSections(Path header, List<String> lines) {
    List<String> result = new ArrayList<>();
    boolean dropped = false;
    int depth = 0;
    for (String line : lines) {
      Matcher section = SECTION.matcher(line);
      if (section.matches()) {
        dropped = later.contains(sourceOf(header, section.group(1)));
        depth = 0;
      } else if (CONDITION.matcher(line).matches()) {
        depth++;
      } else if (ENDIF.matcher(line).matches() || ELSE.matcher(line).matches()) {
        // Those of a condition within the section belong to it.
        dropped = dropped && depth > 0;
        depth -= ENDIF.matcher(line).matches() ? 1 : 0;
      }
      if (!dropped) {
        result.add(line);
      }
    }
    return result;
  }

  private Path sourceOf(Path header, String name) {
    List<Path> found =
        series.files().keySet().stream()
            .filter(file -> file.endsWith(name) && !file.startsWith("tools"))
            .toList();
    if (found.size() == 1) {
      return found.getFirst();
    }
    Path sibling = header.resolveSibling(name);
    if (found.contains(sibling)) {
      return sibling;
    }
    throw Failure.failed(
        header + ": the section of " + name + " belongs to " + found.size() + " files, not to one");
  }

  private List<String> withoutLaterCalls(Path file, List<String> lines) {
    if (laterCalls.isEmpty()) {
      return lines;
    }
    Pattern call = Pattern.compile("\\s+(?:" + String.join("|", laterCalls) + ")\\(.*");
    List<String> result = new ArrayList<>();
    boolean dropped = false;
    for (String line : lines) {
      boolean begins = call.matcher(line).matches();
      if (begins && !result.isEmpty() && CONTROL.matcher(result.getLast()).matches()) {
        throw Failure.failed(
            file + ": " + line.strip() + " is all that a condition controls at step " + step);
      }
      if (!dropped && !begins) {
        result.add(line);
      }
      dropped = (dropped || begins) && !line.endsWith(";");
    }
    return result;
  }

  private void requireNoLaterCall(Path file, List<String> lines) {
    for (String name : laterCalls) {
      Pattern word = Pattern.compile(".*\\b" + name + "\\b.*");
      if (lines.stream().anyMatch(line -> word.matcher(line).matches())) {
        throw Failure.failed(
            file
                + ": uses "
                + name
                + " at step "
                + step
                + ", which a later one brings; only a statement that is nothing but its call can"
                + " wait for that");
      }
    }
  }

  /** Where something was left out, no two empty lines follow each other, and none ends the file. */
  private static List<String> squeezed(List<String> lines) {
    List<String> result = new ArrayList<>();
    for (String line : lines) {
      if (!line.isEmpty() || (!result.isEmpty() && !result.getLast().isEmpty())) {
        result.add(line);
      }
    }
    while (!result.isEmpty() && result.getLast().isEmpty()) {
      result.removeLast();
    }
    return result;
  }
}
