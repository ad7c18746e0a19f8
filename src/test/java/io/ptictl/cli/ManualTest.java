package io.ptictl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The pages of the manual: one for each command, with all its options, and in order. */
final class ManualTest {
  private static final SortedMap<String, String> FILES = Manual.files(LocalDate.of(2026, 1, 31));

  @TempDir Path directory;

  static Stream<Arguments> commands() {
    List<Arguments> all = new ArrayList<>();
    collect(Commands.commandLine(new String[0]), all);
    return all.stream();
  }

  private static void collect(CommandLine command, List<Arguments> all) {
    all.add(Arguments.of(command.getCommandSpec().qualifiedName("-"), command));
    command.getSubcommands().values().forEach(child -> collect(child, all));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void hasAPageWithEveryOption(String name, CommandLine command) {
    String page = FILES.get("man/man1/" + name + ".1");
    assertThat(page).isNotNull();
    for (OptionSpec option : command.getCommandSpec().options()) {
      for (String each : option.names()) {
        assertThat(page).contains("\\fB" + each.replace("-", "\\-") + "\\fR");
      }
    }
    assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
  }

  @Test
  void hasTheShortNames() {
    assertThat(FILES.get("man/man1/nopti.1")).contains("\\fBnopti\\fR [\\-\\-user \\fINAME\\fR]");
    assertThat(FILES.get("man/man1/pti.1")).contains("\\fBpti\\fR [\\-\\-forever]");
  }

  /** What man(1) and mandoc(1) think of the pages, where they are installed. */
  @ParameterizedTest
  @ValueSource(strings = {"man --warnings -l", "mandoc -T lint -W style"})
  void isInOrder(String checker) throws Exception {
    String program = checker.split(" ")[0];
    assumeThat(Path.of("/usr/bin", program)).isExecutable();
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      if (file.getKey().endsWith(".1")) {
        Path page = directory.resolve(Path.of(file.getKey()).getFileName());
        Files.writeString(page, file.getValue());
        assertThat(complaints(checker + " " + page)).as(file.getKey()).isEmpty();
      }
    }
  }

  /** mandoc(1) complains on standard output, man(1) on standard error. */
  private static String complaints(String command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command.split(" ")).redirectErrorStream(true);
    if (command.startsWith("man ")) {
      builder = new ProcessBuilder("sh", "-c", command + " 2>&1 >/dev/null");
    }
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
