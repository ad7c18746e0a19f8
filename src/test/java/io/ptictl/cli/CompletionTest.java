package io.ptictl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The completion, in a bash that really completes. */
final class CompletionTest {
  @TempDir Path directory;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        directory.resolve("ptictl"), Completion.bash(Commands.commandLine(new String[0])));
    Files.createDirectory(directory.resolve("only-directory"));
    Files.createFile(directory.resolve("only-file"));
  }

  /** What is typed into a terminal, a Tab being {@code >}, and the arguments that come out. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ptictl stat> --js>            | <status> <--json>",
        "ptictl unm> on>               | <unmark> <only->",
        "ptictl marks only-d>          | <marks> <only-directory/>",
        "ptictl la> sh> --sm>4         | <lab> <shell> <--smp=4>",
        "ptictl lab run --pti of>      | <lab> <run> <--pti> <off>",
        "ptictl lab run --pti=of>      | <lab> <run> <--pti=off>",
        "ptictl help kern> expo>       | <help> <kernel> <export>",
        "ptictl run --us>roo>          | <run> <--user=root>",
        "ptictl run -v --user=root unshar> only-f> | <run> <-v> <--user=root> <unshare>"
            + " <only-file>",
        "nopti -- unshar>              | <--> <unshare>",
        "pti --fore> unshar> -r only-f> | <--forever> <unshare> <-r> <only-file>",
        "ptictl mark --allow=interp> only-f> | <mark> <--allow=interpreter> <only-file>",
      })
  void completesWhatIsTyped(String typed, String arguments) throws Exception {
    assertThat(type(typed.replace('>', '\t'))).isEqualTo(arguments);
  }

  static Stream<Arguments> commands() {
    List<Arguments> all = new ArrayList<>();
    collect(Commands.commandLine(new String[0]), all);
    return all.stream();
  }

  private static void collect(CommandLine command, List<Arguments> all) {
    List<String> options =
        command.getCommandSpec().options().stream()
            .filter(option -> !option.hidden())
            .flatMap(
                option ->
                    Arrays.stream(option.names())
                        .map(name -> option.arity().max() > 0 ? name + "=" : name))
            .toList();
    all.add(Arguments.of(command.getCommandSpec().qualifiedName(), options));
    command.getSubcommands().values().forEach(child -> collect(child, all));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void offersEveryOption(String command, List<String> options) throws Exception {
    String script =
        ". ./ptictl; COMP_WORDS=("
            + command
            + " -); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _ptictl;"
            + " printf '%s\\n' \"${COMPREPLY[@]}\"";
    Process bash = new ProcessBuilder("bash", "-uc", script).directory(directory.toFile()).start();
    String offered = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(new String(bash.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)).isEmpty();
    assertThat(offered.lines()).containsExactlyInAnyOrderElementsOf(options);
  }

  @Test
  void everyCommandIsOffered() throws Exception {
    String script =
        ". ./ptictl; COMP_WORDS=(ptictl ''); COMP_CWORD=1; _ptictl; echo \"${COMPREPLY[@]}\"";
    Process bash = new ProcessBuilder("bash", "-uc", script).directory(directory.toFile()).start();
    assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
        .isEqualTo(
            String.join(" ", Commands.commandLine(new String[0]).getSubcommands().keySet())
                + " help");
  }

  /** Types into a bash on a terminal of its own, which script(1) makes. */
  private String type(String keys) throws IOException, InterruptedException {
    String init =
        """
        . ./ptictl
        bind 'set bell-style none' 'set enable-bracketed-paste off'
        report() { printf 'GOT:'; printf ' <%s>' "$@"; printf ' :END\\n'; exit; }
        ptictl() { report "$@"; }
        nopti() { report "$@"; }
        pti() { report "$@"; }
        PS1='READY:'
        """;
    Files.writeString(directory.resolve("init"), init);
    ProcessBuilder builder =
        new ProcessBuilder(
                "script", "-qec", "stty cols 200; bash --noprofile --rcfile init -i", "/dev/null")
            .directory(directory.toFile());
    builder.environment().put("TERM", "dumb");
    Process terminal = builder.start();
    try (OutputStream keyboard = terminal.getOutputStream();
        InputStream screen = terminal.getInputStream()) {
      StringBuilder seen = new StringBuilder();
      readUntil(screen, seen, "READY:");
      keyboard.write((keys + "\n").getBytes(StandardCharsets.UTF_8));
      keyboard.flush();
      readUntil(screen, seen, ":END");
      int from = seen.lastIndexOf("GOT: ") + "GOT: ".length();
      return seen.substring(from, seen.length() - " :END".length());
    } finally {
      terminal.destroy();
      terminal.waitFor(10, TimeUnit.SECONDS);
    }
  }

  private static void readUntil(InputStream screen, StringBuilder seen, String end)
      throws IOException {
    while (seen.indexOf(end) < 0 || !seen.toString().endsWith(end)) {
      int next = screen.read();
      assertThat(next).as("on the screen: %s", seen).isNotNegative();
      seen.append((char) next);
    }
  }
}
