package io.ptictl.kbuild;

import io.ptictl.report.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Requested kernel options, merged from fragments: of two requests for one option the later stands.
 * Immutable.
 */
final class Configuration {
  private static final Pattern SET = Pattern.compile("(CONFIG_\\w+)=(.*\\S)\\s*");
  private static final Pattern UNSET = Pattern.compile("# (CONFIG_\\w+) is not set\\s*");
  private static final String NO = "n";

  /** One request and the fragment that made it. */
  private record Request(String value, Path fragment) {}

  private final Map<String, Request> requests;

  private Configuration(Map<String, Request> requests) {
    this.requests = requests;
  }

  /**
   * Reads and merges fragments.
   *
   * @throws Failure naming file and line if one is neither option nor comment
   */
  static Configuration merge(List<Path> fragments) throws IOException {
    Map<String, Request> requests = new LinkedHashMap<>();
    for (Path fragment : fragments) {
      int number = 0;
      for (String line : Files.readAllLines(fragment)) {
        number++;
        Matcher set = SET.matcher(line);
        Matcher unset = UNSET.matcher(line);
        if (set.matches()) {
          requests.put(set.group(1), new Request(set.group(2), fragment));
        } else if (unset.matches()) {
          requests.put(unset.group(1), new Request(NO, fragment));
        } else if (!line.isBlank() && !line.startsWith("#")) {
          throw Failure.failed(
              fragment
                  + ": line "
                  + number
                  + " is neither an option nor a comment; write CONFIG_NAME=value");
        }
      }
    }
    return new Configuration(requests);
  }

  /** The same without some options, which are named without {@code CONFIG_}. */
  Configuration without(Predicate<String> dropped) {
    Map<String, Request> kept = new LinkedHashMap<>(requests);
    kept.keySet().removeIf(option -> dropped.test(option.substring("CONFIG_".length())));
    return new Configuration(kept);
  }

  /** As one file for KCONFIG_ALLCONFIG. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    requests.forEach((option, request) -> lines.add(option + "=" + request.value()));
    return lines;
  }

  /**
   * Looks whether Kconfig granted every request.
   *
   * @param dotConfig the complete configuration that it made
   * @throws Failure naming the options that are not as requested
   */
  void requireHeldBy(Path dotConfig) throws IOException {
    Map<String, String> actual = new LinkedHashMap<>();
    for (String line : Files.readAllLines(dotConfig)) {
      Matcher set = SET.matcher(line);
      if (set.matches()) {
        actual.put(set.group(1), set.group(2));
      }
    }
    List<String> refused = new ArrayList<>();
    requests.forEach(
        (option, request) -> {
          String value = actual.getOrDefault(option, NO);
          if (!value.equals(request.value())) {
            refused.add(
                option
                    + "="
                    + request.value()
                    + " ("
                    + request.fragment().getFileName()
                    + ") became "
                    + value);
          }
        });
    if (!refused.isEmpty()) {
      throw Failure.failed(
          "kernel configuration: "
              + String.join(", ", refused)
              + "; an option needs others that are not set, or its name is wrong");
    }
  }
}
