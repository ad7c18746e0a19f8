package io.ptictl.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the launcher says and returns where nothing is to be changed, or cannot be. */
final class LauncherTest {
  private static final String WARNING =
      "ptictl: warning: %s runs with page-table isolation: the kernel lacks the control"
          + " (/proc/sys/kernel/pti_optout); boot one of ptictl kernel build\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nopti | no command given; help: nopti --help",
        "nopti -- | no command given; help: nopti --help",
        "nopti -v | no command given; help: nopti --help",
        "pti | no command given; help: pti --help",
        "ptictl run | no command given; help: ptictl run --help",
        "ptictl protect --forever | no command given; help: ptictl protect --help",
        "nopti -x true | unknown option -x; help: nopti --help",
        "nopti --best true | unknown option --best; help: nopti --help",
        "nopti --userx=root true | unknown option --userx=root; help: nopti --help",
        "nopti --forever true | unknown option --forever; help: nopti --help",
        "pti --user=root true | unknown option --user=root; help: pti --help",
        "pti --best-effort true | unknown option --best-effort; help: pti --help",
        "nopti --user | --user needs a name",
        "nopti --user= true | --user needs a name",
        "nopti --group | --group needs a name",
        "nopti --user=no-such-user true | unknown user no-such-user",
        "nopti --user=-1 true | unknown user -1",
        "nopti --user=4294967295 true | unknown user 4294967295",
        "nopti --user=4294967294 true | user 4294967294 has no group of its own; add --group",
        "nopti --group=no-such-group true | unknown group no-such-group",
      })
  void refusesAWrongCommandLine(String line, String message) {
    assertThat(launch(line.split(" "))).isEqualTo(new Ran(125, "", "ptictl: " + message + "\n"));
  }

  @Test
  void refusesAKernelWithoutTheFeature() {
    withoutFeature();
    String reason = WARNING.substring(WARNING.indexOf("the kernel"));
    Ran run = new Ran(125, "", "ptictl: cannot execute id without page-table isolation: " + reason);
    Ran protect =
        new Ran(125, "", "ptictl: cannot execute id under page-table isolation: " + reason);

    assertThat(launch("ptictl", "run", "id")).isEqualTo(run);
    assertThat(launch("nopti", "-v", "--", "id")).isEqualTo(run);
    assertThat(launch("ptictl", "protect", "id")).isEqualTo(protect);
    assertThat(launch("pti", "--forever", "id")).isEqualTo(protect);
  }

  @Test
  void warnsAndRunsIfThatIsEnough() {
    withoutFeature();
    Ran echo = launch("nopti", "--best-effort", "echo", "--best-effort", "-v", "--", "x");

    assertThat(echo).isEqualTo(new Ran(0, "--best-effort -v -- x\n", WARNING.formatted("echo")));
    assertThat(launch("nopti", "--best-effort", "--", "sh", "-c", "exit 42").status())
        .isEqualTo(42);
  }

  @Test
  void reportsWhatCannotBeExecuted(@TempDir Path directory) throws IOException {
    withoutFeature();
    Path script = Files.writeString(directory.resolve("a\nb\033[31m"), "exit 7\n");
    String shown = directory.resolve("a?b?[31m").toString();

    assertThat(launch("nopti", "--best-effort", "no-such-command"))
        .isEqualTo(
            new Ran(
                127,
                "",
                WARNING.formatted("no-such-command")
                    + "ptictl: failed to execute no-such-command: No such file or directory\n"));
    assertThat(launch("nopti", "--best-effort", script.toString()))
        .isEqualTo(
            new Ran(
                126,
                "",
                WARNING.formatted(shown)
                    + "ptictl: failed to execute "
                    + shown
                    + ": Permission denied\n"));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    assertThat(launch("nopti", "--best-effort", script.toString()).status()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({
    "--user=nobody, 65534 65534 65534, nobody",
    "--user=65534, 65534 65534 65534, nobody",
    "--user=nobody --group=daemon, 65534 1 1, nobody and daemon",
    "--user 76543 --group 1, 76543 1 1, numbers without a name",
    "--user=root, 0 0 0, root"
  })
  void becomesAnotherUser(String options, String ids, String what) {
    withoutFeature();
    assumeTrue(Ran.of("id", "-u").out().equals("0\n"), "needs root");
    String line = "nopti --best-effort " + options + " -- sh -c";
    String script = "echo $(id -u) $(id -g) $(id -G); grep ^Cap /proc/self/status";
    Ran ran =
        launch(Stream.concat(Stream.of(line.split(" ")), Stream.of(script)).toArray(String[]::new));

    assertThat(ran.lines().getFirst()).as(what).isEqualTo(ids);
    if (!ids.startsWith("0 ")) {
      assertThat(ran.lines())
          .contains("CapInh:\t0000000000000000")
          .contains("CapPrm:\t0000000000000000")
          .contains("CapEff:\t0000000000000000")
          .contains("CapAmb:\t0000000000000000");
    }
  }

  private static void withoutFeature() {
    assumeFalse(Files.exists(Path.of("/proc/sys/kernel/pti_optout")), "this kernel has it");
  }

  private static Ran launch(String... line) {
    line[0] = Programs.launcher(line[0]);
    return Ran.of(line);
  }
}
