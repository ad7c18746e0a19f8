package io.ptictl.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The document and the table of the self-tests are what the specification says. */
final class SemanticsTest {
  private static final Path HOME =
      Path.of(Objects.requireNonNull(System.getProperty("ptictl.home")));
  private static final Pattern OWN_FUNCTION =
      Pattern.compile(
          "\\b(pti_\\w+|set_locked|may_change_other|check_users|capable_to_opt_out|mark_permitted)\\(");

  @Test
  void documentIsRenewed() {
    assertThat(HOME.resolve("docs/semantics.md"))
        .as("run docs/renew-semantics")
        .hasContent(Semantics.document());
  }

  @Test
  void tableOfTheSelftestsIsRenewed() {
    assertThat(HOME.resolve("kernel/selftests/cases.h"))
        .as("run docs/renew-semantics")
        .hasContent(SelftestTable.header());
  }

  /** Nobody renames a function of the feature and leaves the rules pointing to nowhere. */
  @Test
  void rulesNameFunctionsThatAreThere() throws IOException {
    String kernel;
    try (Stream<Path> files = Files.walk(HOME.resolve("kernel"))) {
      kernel =
          files
              .filter(file -> file.toString().matches(".*\\.([ch]|patch)"))
              .map(SemanticsTest::read)
              .collect(Collectors.joining());
    }
    List<String> named =
        Arrays.stream(Rule.values())
            .map(Rule::source)
            .flatMap(source -> OWN_FUNCTION.matcher(source).results().map(m -> m.group(1)))
            .distinct()
            .toList();
    assertThat(named).hasSizeGreaterThan(8).allMatch(name -> kernel.contains(name + "("));
  }

  /** Every outcome that the document tells of can be asked of whatif. */
  @Test
  void examplesCanBeTried() throws ScriptException {
    Matcher example =
        Pattern.compile("(?m)^\\| `([^`]+, [^`]+)` \\|").matcher(Semantics.document());
    int tried = 0;
    while (example.find()) {
      assertThat(Scenario.run(Scripts.ROOT, example.group(1))).isNotEmpty();
      tried++;
    }
    assertThat(tried).isGreaterThan(30);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
