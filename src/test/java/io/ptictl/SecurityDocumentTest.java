package io.ptictl;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.policy.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/security.md names is there: self-tests, rules of marking, tests. */
final class SecurityDocumentTest {
  private static final Path HOME = Path.of(System.getProperty("ptictl.home"));
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private static String part(String heading) throws IOException {
    String text = Files.readString(HOME.resolve("docs/security.md"));
    String after = text.substring(text.indexOf("## " + heading));
    return after.substring(0, after.indexOf("\n## ", 1));
  }

  @Test
  void namesSelftestsThatExist() throws IOException {
    StringBuilder sources = new StringBuilder();
    try (Stream<Path> files = Files.list(HOME.resolve("kernel/selftests"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".c")).toList()) {
        sources.append(Files.readString(file));
      }
    }
    List<String> named =
        part("The kernel's rules")
            .lines()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| Rule"))
            .flatMap(line -> CODE.matcher(line.substring(line.lastIndexOf("| "))).results())
            .map(match -> match.group(1))
            .toList();
    assertThat(named)
        .hasSizeGreaterThan(30)
        .allSatisfy(name -> assertThat(sources).contains("\"" + name + "\""));
  }

  @Test
  void namesTestsThatExist() throws IOException {
    StringBuilder sources = new StringBuilder();
    for (String directory : List.of("src/it/java", "src/test/java")) {
      try (Stream<Path> files = Files.walk(HOME.resolve(directory))) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          sources.append(Files.readString(file));
        }
      }
    }
    List<String> named =
        part("The attacks")
            .lines()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| Attack"))
            .flatMap(line -> CODE.matcher(line.split(" \\| ")[3]).results())
            .map(match -> match.group(1))
            .toList();
    assertThat(named)
        .hasSizeGreaterThan(8)
        .allSatisfy(
            name -> {
              String[] parts = name.split("\\.");
              assertThat(sources).contains("class " + parts[0] + " {");
              assertThat(sources).contains(parts.length > 1 ? "void " + parts[1] + "()" : "");
            });
  }

  @Test
  void hasEveryRuleOfMarking() throws IOException {
    String rules = part("The rules for marks");
    assertThat(Rule.waivableWords())
        .isNotEmpty()
        .allSatisfy(word -> assertThat(rules).contains("`" + word + "`"));
  }
}
