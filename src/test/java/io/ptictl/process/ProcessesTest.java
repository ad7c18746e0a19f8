package io.ptictl.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ptictl.process.ProcessStatus.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On processes of this machine. */
final class ProcessesTest {
  @TempDir Path directory;

  private final Processes processes = new Processes();
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void end() {
    for (Process each : started) {
      each.descendants().forEach(ProcessHandle::destroyForcibly);
      each.destroyForcibly();
    }
  }

  private Process start(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    started.add(process);
    return process;
  }

  private ProcessStatus status(long pid) {
    return processes.status((int) pid);
  }

  @Test
  void aProgram() throws Exception {
    Process sleep = start("sleep", "100");
    ProcessStatus status = status(sleep.pid());
    while (status.name().equals("java") || status.name().startsWith("jspawn")) {
      status = status(sleep.pid());
    }
    assertThat(status.pid()).isEqualTo(sleep.pid()).isEqualTo(status.leader());
    assertThat(status.parent()).isEqualTo(ProcessHandle.current().pid());
    assertThat(status.kind()).isEqualTo(Kind.PROGRAM);
    assertThat(status.threads()).isEqualTo(1);
    assertThat(status.tracer()).isZero();
    assertThat(processes.command(status)).isEqualTo("sleep 100");
    assertThat(UserNames.read().of(status.uid()))
        .isEqualTo(Files.getOwner(Path.of("/proc/self")).getName());
    assertThat(processes.all()).extracting(ProcessStatus::pid).contains(status.pid()).isSorted();
  }

  @Test
  void aZombie() throws Exception {
    // The child outlives the shell, which becomes a sleep, and that does not ask how it ended.
    String wait = "until [ \\$(cat /proc/\\$PPID/comm) = sleep ]; do :; done";
    Process shell = start("sh", "-c", "sh -c \"" + wait + "\" & echo $!; exec sleep 100");
    int child = Integer.parseInt(shell.inputReader().readLine());
    while (status(child).kind() != Kind.ZOMBIE) {
      Thread.onSpinWait();
    }
    assertThat(processes.command(status(child))).isEqualTo("[sh] <defunct>");
  }

  @Test
  void aKernelThread() {
    ProcessStatus kthreadd = processes.status(2);
    assumeTrue(kthreadd != null && kthreadd.name().equals("kthreadd"), "in a PID namespace");
    assertThat(kthreadd.kind()).isEqualTo(Kind.KERNEL_THREAD);
    assertThat(processes.command(kthreadd)).isEqualTo("[kthreadd]");
  }

  @Test
  void aThreadNamesItsLeader() throws Exception {
    long self = ProcessHandle.current().pid();
    try (var tasks = Files.list(Path.of("/proc/self/task"))) {
      int other =
          tasks
              .mapToInt(t -> Integer.parseInt(t.getFileName().toString()))
              .filter(tid -> tid != self)
              .findFirst()
              .orElseThrow();
      assertThat(status(other).leader()).isEqualTo(self);
      assertThat(status(other).pid()).isEqualTo(other);
    }
  }

  @Test
  void oneThatIsGone() throws Exception {
    Process sleep = start("true");
    sleep.waitFor();
    assertThat(processes.status((int) sleep.pid())).isNull();
    assertThat(processes.tree((int) sleep.pid())).isEmpty();
  }

  @Test
  void oneThatIsGoneBetweenTwoLooks() throws Exception {
    Process sleep = start("sleep", "100");
    ProcessStatus status = status(sleep.pid());
    sleep.destroyForcibly().waitFor();
    assertThat(processes.command(status)).isEqualTo("[" + status.name() + "]");
    assertThat(processes.unit(status)).isNull();
    assertThat(processes.entryCr3(status)).isNull();
  }

  @Test
  void namesOfAnyKind() throws Exception {
    Path odd = directory.resolve("a) Z (\nTgid:\t7");
    Files.copy(Path.of("/usr/bin/sleep"), odd);
    Files.setPosixFilePermissions(odd, PosixFilePermissions.fromString("rwx------"));
    Process process = start(odd.toString(), "100");
    while (!processes.command(status(process.pid())).endsWith(" 100")) {
      Thread.onSpinWait();
    }
    ProcessStatus status = status(process.pid());
    assertThat(status.leader()).isEqualTo(process.pid());
    assertThat(status.kind()).isEqualTo(Kind.PROGRAM);
    assertThat(processes.command(status)).isEqualTo(odd + " 100");
  }

  @Test
  void aTreeHasParentsFirst() throws Exception {
    Process shell = start("sh", "-c", "sh -c 'sleep 100 & echo $!; wait' & wait");
    int grandchild = Integer.parseInt(shell.inputReader().readLine());
    List<ProcessStatus> tree = processes.tree((int) shell.pid());
    assertThat(tree).hasSize(3);
    assertThat(tree.getFirst().pid()).isEqualTo(shell.pid());
    assertThat(tree.get(1).parent()).isEqualTo(shell.pid());
    assertThat(tree.get(2).pid()).isEqualTo(grandchild);
    assertThat(tree.get(2).parent()).isEqualTo(tree.get(1).pid());
  }
}
