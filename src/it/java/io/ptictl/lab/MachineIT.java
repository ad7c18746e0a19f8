package io.ptictl.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ptictl.report.Failure;
import io.ptictl.sys.Raw;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a command in a machine is given, and what comes back. */
final class MachineIT {
  private static final Ids NOBODY = Ids.of(65534, 65534);

  @AutoClose private static Machine machine;

  @BeforeAll
  static void boot() throws InterruptedException {
    machine = Machine.boot(TestKernels.patched());
  }

  private static String out(Command command) throws InterruptedException {
    Result result = machine.run(command);
    assertThat(result.errorText()).isEmpty();
    assertThat(result.status()).isZero();
    return result.text();
  }

  @Test
  void keepsStandardErrorApart() throws InterruptedException {
    Result result = machine.run(Command.shell("echo one; echo two >&2; echo three"));
    assertThat(result.text()).isEqualTo("one\nthree\n");
    assertThat(result.errorText()).isEqualTo("two\n");
  }

  @ParameterizedTest
  @CsvSource({
    "exit 0, 0",
    "exit 1, 1",
    "exit 255, 255",
    "kill -KILL $$, 137",
    "kill -TERM $$, 143",
    "kill -SEGV $$, 139"
  })
  void tellsHowACommandEnded(String script, int status) throws InterruptedException {
    assertThat(machine.run(Command.shell(script)).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "no-such-program, 127, No such file or directory",
    "/no/such/program, 127, No such file or directory",
    "/etc/passwd, 126, Permission denied",
    "/usr/bin, 126, Permission denied"
  })
  void tellsWhyACommandDoesNotStart(String program, int status, String reason) {
    assertThatThrownBy(() -> machine.run(Command.of(program)))
        .isInstanceOf(Failure.class)
        .hasMessage("failed to execute " + program + ": " + reason)
        .extracting(e -> ((Failure) e).exitStatus())
        .isEqualTo(status);
  }

  @Test
  void passesArgumentsAndEnvironmentByteForByte() throws InterruptedException {
    StringBuilder odd = new StringBuilder();
    for (char c = 1; c <= 0xff; c++) {
      odd.append(c);
    }
    List<String> argv = List.of("printf", "%s|", odd.toString(), "", "\u00ff");
    List<String> environment = List.of("PATH=/usr/bin", "b.c=1", "a=" + odd, "a=again", "odd");
    Command command = Command.ofRaw(argv, environment, "/");
    assertThat(Raw.of(machine.run(command).out())).isEqualTo(odd + "||\u00ff|");
    Command show = Command.ofRaw(List.of("cat", "/proc/self/environ"), environment, "/");
    assertThat(Raw.of(machine.run(show).out()).split("\0")).containsExactlyElementsOf(environment);
  }

  @Test
  void startsACommandAsALoginWould() throws InterruptedException {
    String[] lines =
        out(Command.shell(
                "grep -E '^(SigBlk|SigIgn|SigCgt)' /proc/self/status; umask; pwd;"
                    + " ls /proc/self/fd | wc -l; ps -o pid=,pgid=,sid= -p $$"))
            .split("\n");
    assertThat(lines).startsWith("SigBlk:\t0000000000000000", "SigIgn:\t0000000000000000");
    assertThat(lines[3]).isEqualTo("0022");
    assertThat(lines[4]).isEqualTo("/");
    assertThat(lines[5]).as("0 to 2, and the directory itself").isEqualTo("4");
    assertThat(List.of(lines[6].strip().split(" +"))).hasSize(3).doesNotContainSequence("0");
    assertThat(lines[6].strip().split(" +")).containsOnly(lines[6].strip().split(" +")[0]);
  }

  @Test
  void startsInADirectoryOrInTheRoot(@TempDir Path directory) throws InterruptedException {
    Command pwd = Command.of("/bin/pwd");
    assertThat(out(pwd.in(Raw.of(directory.toString())))).isEqualTo(directory + "\n");
    assertThat(out(pwd.in("/no/such/directory"))).isEqualTo("/\n");
  }

  @Test
  void runsAsAUserOnACpu() throws InterruptedException {
    Command id = Command.shell("id -u; id -g; id -G; grep Cpus_allowed_list /proc/self/status");
    assertThat(out(id.as(new Ids(7, 8, List.of(9, 10))).onCpu(1)))
        .isEqualTo("7\n8\n8 9 10\nCpus_allowed_list:\t1\n");
  }

  @Test
  void isAMachineWithIsolation() throws InterruptedException {
    assertThat(out(Command.of("cat", "/sys/devices/system/cpu/vulnerabilities/meltdown")))
        .startsWith("Mitigation: PTI");
    assertThat(out(Command.of("grep", "Page_Table_Isolation", "/proc/self/status")))
        .isEqualTo("Page_Table_Isolation:\tenabled\n");
    assertThat(out(Command.of("cat", "/proc/sys/kernel/pti_optout"))).isEqualTo("1\n");
    assertThat(out(Command.of("nproc"))).isEqualTo("2\n");
    assertThat(out(Command.shell("getent hosts $(hostname)"))).contains("ptictl-lab");
  }

  @Test
  void changesNoFileOfTheHost(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "host\n");
    Path other = directory.resolve("other");
    String script = "cat %1$s; echo guest > %1$s; chmod 600 %1$s; chown 7 %1$s; mv %1$s %2$s";
    assertThat(out(Command.shell(script.formatted(file, other)))).isEqualTo("host\n");
    assertThat(out(Command.shell("cat %2$s; stat -c %%u:%%a %2$s".formatted(file, other))))
        .isEqualTo("guest\n7:600\n");
    assertThat(file).hasContent("host");
    assertThat(other).doesNotExist();
  }

  @Test
  void honoursASetUserIdFileOfTheHost(@TempDir Path directory) throws Exception {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path copy = Files.copy(Path.of("/usr/bin/id"), directory.resolve("id"));
    assertThat(new ProcessBuilder("chmod", "4755", copy.toString()).start().waitFor()).isZero();
    assertThat(out(Command.of("/usr/bin/id", "-u").as(NOBODY))).isEqualTo("65534\n");
    assertThat(out(Command.of(copy.toString(), "-u").as(NOBODY))).isEqualTo("0\n");
  }

  @Test
  void reapsOrphans() throws InterruptedException {
    out(Command.shell("sh -c 'sleep 0.1 &'; sleep 0.5"));
    assertThat(out(Command.of("ps", "-e", "-o", "stat="))).doesNotContain("Z");
  }

  @Test
  void endsASessionWithItsCommandThoughAChildHoldsItsOutput() throws InterruptedException {
    assertThat(out(Command.shell("sleep 1000 & echo $!"))).matches("[0-9]+\n");
  }

  @Test
  void tellsACommandThatItsReaderHasGone() throws InterruptedException {
    Sinks sinks = new Sinks(new Closed(), new ByteArrayOutputStream());
    assertThat(machine.start(Command.of("yes"), sinks).waitFor()).isEqualTo(128 + 13);
  }

  private static final class Closed extends java.io.OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("Broken pipe");
    }
  }
}
