package io.ptictl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ptictl.report.ExitStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Numbers of what is no process of a program, for the commands that look at one without the
 * kernel's control; what changes processes is tried in ChangeIT.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BadProcessesTest {
  @SuppressWarnings("UnusedVariable") // named in annotations
  private static final List<String> LOOKING =
      List.of("explain", "estimate --cpu haswell --seconds 60 --pid");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @FieldSource("LOOKING")
  void kernelThread(String command) {
    assumeTrue(Files.exists(Path.of("/proc/2/exe"), LinkOption.NOFOLLOW_LINKS));
    refused(command, "2", "a kernel thread");
  }

  @ParameterizedTest
  @FieldSource("LOOKING")
  void threadOfAnother(String command) throws IOException {
    String self = String.valueOf(ProcessHandle.current().pid());
    try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
      String thread =
          tasks
              .map(task -> task.getFileName().toString())
              .filter(task -> !task.equals(self))
              .findFirst()
              .orElseThrow();
      refused(command, thread, "a thread of process " + self);
    }
  }

  @ParameterizedTest
  @FieldSource("LOOKING")
  void vanished(String command) throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    refused(command, String.valueOf(process.pid()), "no such process");
  }

  @ParameterizedTest
  @FieldSource("LOOKING")
  void zombie(String command) throws Exception {
    // It ends once its parent is one that does not wait for it.
    String child = "sh -c 'until grep -q sleep /proc/$PPID/comm; do :; done'";
    Process parent = new ProcessBuilder("sh", "-c", child + "& echo $!; exec sleep 100").start();
    try {
      String zombie = parent.inputReader().readLine();
      while (!Files.readString(Path.of("/proc/" + zombie + "/stat")).contains(") Z ")) {
        Thread.onSpinWait();
      }
      refused(command, zombie, "a zombie");
    } finally {
      parent.destroyForcibly();
    }
  }

  private void refused(String command, String pid, String reason) {
    String[] line =
        Stream.concat(Stream.of(command.split(" ")), Stream.of(pid)).toArray(String[]::new);
    int status = Main.run(line, new PrintWriter(out), new PrintWriter(err));
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("ptictl: process " + pid + ": ")
        .contains(reason);
    assertThat(status).isEqualTo(ExitStatus.NO);
    assertThat(out.toString()).isEmpty();
  }
}
