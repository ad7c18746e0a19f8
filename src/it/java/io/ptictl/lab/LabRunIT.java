package io.ptictl.lab;

import static io.ptictl.lab.LabRun.awaitReady;
import static io.ptictl.lab.LabRun.err;
import static io.ptictl.lab.LabRun.out;
import static io.ptictl.lab.LabRun.signal;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ptictl lab run} as a process. */
final class LabRunIT {
  private static Path kernel;

  @TempDir private Path directory;

  @BeforeAll
  static void kernel() {
    kernel = TestKernels.patched().kernel();
  }

  private ProcessBuilder ptictl(String... command) {
    return LabRun.builder(directory, List.of("--kernel", kernel.toString()), command);
  }

  @Test
  void isTheCommandToWhoeverStartsIt() throws Exception {
    ProcessBuilder builder = ptictl("sh", "-c", "cat; pwd; echo $ODD >&2; exit 3");
    builder.environment().put("ODD", "od\u00e4d");
    Process process = builder.start();
    try (OutputStream in = process.getOutputStream()) {
      in.write("input\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(out(process)).isEqualTo("input\n" + directory + "\n");
    assertThat(err(process)).isEqualTo("od\u00e4d\n");
    assertThat(process.waitFor()).isEqualTo(3);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void endsWhenItsReaderDoes() throws Exception {
    Process process = ptictl("yes").start();
    assertThat(process.getInputStream().readNBytes(4)).hasSize(4);
    process.getInputStream().close();
    assertThat(process.waitFor()).isEqualTo(128 + 13);
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143", "HUP, 129", "USR1, 138"})
  void passesSignals(String name, int status) throws Exception {
    Process process = ptictl("sh", "-c", "echo ready; exec sleep 1000").start();
    awaitReady(process);
    signal(process, name);
    assertThat(process.waitFor()).isEqualTo(status);
    assertThat(err(process)).isEmpty();
  }

  @Test
  void givesUpOnACommandThatIgnoresIt() throws Exception {
    Process process =
        ptictl("sh", "-c", "trap 'echo ready' INT; echo ready; while :; do sleep 1; done").start();
    awaitReady(process);
    for (int i = 0; i < 2; i++) {
      signal(process, "INT");
      awaitReady(process);
    }
    signal(process, "INT");
    assertThat(process.waitFor()).isEqualTo(130);
    assertThat(err(process))
        .isEqualTo("ptictl: the command did not end when asked; its machine was ended\n");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void leavesNothingBehindWhenItIsKilled() throws Exception {
    Process process = ptictl("sh", "-c", "echo ready; exec sleep 1000").start();
    awaitReady(process);
    List<ProcessHandle> below = process.descendants().toList();
    assertThat(below).as("QEMU and its guard").hasSize(2);
    process.destroyForcibly().waitFor();
    for (ProcessHandle handle : below) {
      handle.onExit().get(30, TimeUnit.SECONDS);
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void passesFileCapabilitiesOfTheHost() throws Exception {
    Path bin = Files.createDirectory(directory.resolve("bin"));
    Path copy = Files.copy(Path.of("/bin/cat"), bin.resolve("cat"));
    int set = new ProcessBuilder("setcap", "cap_net_raw=p", copy.toString()).start().waitFor();
    org.junit.jupiter.api.Assumptions.assumeTrue(set == 0, "setcap works here");
    ProcessBuilder builder = ptictl("getcap", copy.toString());
    builder.environment().merge("PATH", bin.toString(), (path, more) -> path + ":" + more);
    assertThat(out(builder.start())).isEqualTo(copy + " cap_net_raw=p\n");
  }

  @Test
  void aFailureIsOneLine() throws Exception {
    Process process = ptictl("/no/such/program").start();
    assertThat(process.waitFor()).isEqualTo(127);
    assertThat(Stream.of(err(process).split("\n")))
        .containsExactly("ptictl: failed to execute /no/such/program: No such file or directory");
  }
}
