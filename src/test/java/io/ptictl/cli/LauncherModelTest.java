package io.ptictl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The launcher, which is C, knows each option that the help of its commands tells of. */
final class LauncherModelTest {
  private static final Path HOME =
      Path.of(Objects.requireNonNull(System.getProperty("ptictl.home")));

  static Stream<Arguments> options() {
    return Stream.of(new RunCommand(), new ProtectCommand()).flatMap(LauncherModelTest::optionsOf);
  }

  private static Stream<Arguments> optionsOf(Callable<Integer> command) {
    CommandLine model = new CommandLine(command);
    return model.getCommandSpec().options().stream()
        .filter(option -> !option.usageHelp() && !option.versionHelp())
        .flatMap(
            option ->
                Stream.of(option.names())
                    .map(name -> Arguments.of(model.getCommandName(), name, takesValue(option))));
  }

  private static boolean takesValue(OptionSpec option) {
    return option.arity().max() > 0;
  }

  @ParameterizedTest
  @MethodSource("options")
  void launcherKnows(String command, String option, boolean value) throws IOException {
    String unknown = "unknown option";
    assertThat(messages(command, option, value)).doesNotContain(unknown);
    assertThat(messages(command, option + "x", value)).contains(unknown);
  }

  private static String messages(String command, String option, boolean value) throws IOException {
    List<String> line =
        new ArrayList<>(List.of(HOME.resolve("build/ptictl").toString(), command, option));
    if (value) {
      line.add("0");
    }
    line.add("true");
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
