package io.ptictl.estimate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.launcher.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Counts real processes of this machine by real counters; needs root. */
@Timeout(120)
class EstimateIT {
  private static final Pattern SYSTEM_CALLS = Pattern.compile("\"system calls\" : (\\d+)");

  @TempDir Path directory;

  private record Ran(int status, String out, String err) {}

  private Ran run(String... words) throws Exception {
    return finish(start(words));
  }

  private Process start(String... words) throws IOException {
    return Programs.endedBySignals(List.of(words))
        .redirectOutput(directory.resolve("out").toFile())
        .redirectError(directory.resolve("err").toFile())
        .start();
  }

  private Ran finish(Process process) throws Exception {
    int status = process.waitFor();
    return new Ran(
        status,
        Files.readString(directory.resolve("out")),
        Files.readString(directory.resolve("err")));
  }

  private static String[] estimate(String... more) {
    List<String> words =
        new ArrayList<>(List.of(Programs.launcher("ptictl"), "estimate", "--cpu", "haswell"));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private long systemCalls(int calls, int children, int threads) throws Exception {
    Ran ran =
        run(
            estimate(
                "--json",
                "--",
                Programs.helper("forks"),
                String.valueOf(calls),
                String.valueOf(children),
                String.valueOf(threads)));
    assertThat(ran.err()).isEmpty();
    Matcher counted = SYSTEM_CALLS.matcher(ran.out());
    assertThat(counted.find()).as(ran.out()).isTrue();
    return Long.parseLong(counted.group(1));
  }

  @Test
  void countsEverySystemCallOfChildrenAndThreadsAndNoOther() throws Exception {
    long some = systemCalls(1000, 2, 3);
    long more = systemCalls(3000, 2, 3);

    assertThat(more - some).isEqualTo(5 * 2000);
    assertThat(some).isBetween(5 * 1000L, 5 * 1000L + 300);
  }

  @Test
  void countsAProcessThatRunsAlreadyAndLeavesItRunning() throws Exception {
    Process busy =
        new ProcessBuilder("sh", "-c", "while :; do read -r line < /proc/self/stat; done").start();
    try {
      Ran ran = run(estimate("--seconds", "1", "--pid", String.valueOf(busy.pid())));

      assertThat(ran.status()).as(ran.err()).isZero();
      assertThat(ran.out())
          .contains("1 process, 1 thread", "system calls ", "not modelled:")
          .containsPattern("isolation (takes|would add) ") // as the host is, affected or not
          .doesNotContain("not counted:");
      assertThat(busy.isAlive()).isTrue();
      assertThat(busy.waitFor(200, TimeUnit.MILLISECONDS)).isFalse();
    } finally {
      busy.destroyForcibly().waitFor();
    }
  }

  @Test
  void interruptedByTheKeyboardItEndsTheCommandAndShowsWhatItHas() throws Exception {
    Ran ran = signalled("INT");

    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("is an opt-out worth it?");
  }

  @Test
  void killedItEndsTheCommand() throws Exception {
    assertThat(signalled("TERM").status()).isEqualTo(143);
  }

  /** A command that does not end by itself; nothing may be left of it, nor a mount. */
  private Ran signalled(String signal) throws Exception {
    String mark = "9" + System.nanoTime() % 1_000_000_000L;
    String mounts = Files.readString(Path.of("/proc/self/mounts"));
    Process process = start(estimate("--", "sh", "-c", "sleep " + mark + " & sleep " + mark));
    while (sleeping(mark) < 3) {
      assertThat(process.isAlive()).isTrue();
      Thread.sleep(20);
    }
    run0("kill", "-" + signal, String.valueOf(process.pid()));
    Ran ran = finish(process);

    assertThat(sleeping(mark)).isZero();
    assertThat(Files.readString(Path.of("/proc/self/mounts"))).isEqualTo(mounts);
    return ran;
  }

  private static void run0(String... words) throws Exception {
    assertThat(new ProcessBuilder(words).start().waitFor()).isZero();
  }

  /** The shell and its two children. */
  private static long sleeping(String mark) {
    return ProcessHandle.allProcesses()
        .map(process -> Path.of("/proc", String.valueOf(process.pid()), "cmdline"))
        .filter(file -> text(file).contains("sleep") && text(file).contains(mark))
        .filter(file -> !text(file).contains("estimate"))
        .count();
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  @Test
  void withoutCapabilitiesItSaysWhatIsMissingAndHowToGetIt() throws Exception {
    List<String> words =
        new ArrayList<>(List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all"));
    words.addAll(List.of(estimate("--", Programs.helper("forks"), "300000", "1", "0")));

    Ran ran = run(words.toArray(String[]::new));

    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("not counted:\n  system calls: ", "run it as root")
        .contains("not to be told: its system calls were not counted");
  }

  @Test
  void whatCannotBeCountedIsOneLine() throws Exception {
    assertThat(run(estimate("--", "/no/such/program")))
        .isEqualTo(new Ran(127, "", "ptictl: /no/such/program: not found\n"));
    assertThat(run(estimate("--", "/etc/passwd")))
        .isEqualTo(new Ran(126, "", "ptictl: /etc/passwd: cannot be executed\n"));
    assertThat(run(estimate("--pid", "2")))
        .isEqualTo(
            new Ran(
                1,
                "",
                "ptictl: process 2: a kernel thread, never in user mode; nothing to isolate\n"));
  }
}
