package io.ptictl.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.process.ProcessStatus.Kind;
import io.ptictl.spec.Isolation;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What other kernels and machines than this one write. */
final class ProcTextTest {
  private static final String STATUS =
      """
      Name:\tha proxy
      Umask:\t0022
      State:\tS (sleeping)
      Tgid:\t812
      Ngid:\t0
      Pid:\t812
      PPid:\t1
      TracerPid:\t77
      Uid:\t100\t101\t102\t103
      VmSize:\t    2888 kB
      Threads:\t4
      CapPrm:\t0000020000020000
      %s
      """;

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Isolation.class)
  void statusTellsTheState(Isolation state) {
    String line = "Page_Table_Isolation:\t" + state.kernelWord();
    assertThat(ProcessStatus.parse(STATUS.formatted(line)))
        .isEqualTo(
            new ProcessStatus(
                812, 812, 1, 77, 101, "ha proxy", 4, 1L << 41 | 1L << 17, Kind.PROGRAM, state));
  }

  @Test
  void statusWithoutTheControl() {
    ProcessStatus status = ProcessStatus.parse(STATUS.formatted("Seccomp:\t0"));
    assertThat(status).isNotNull();
    assertThat(status.isolation()).isNull();
  }

  @Test
  void statusOfAKernelBefore68() {
    String text = STATUS.formatted("");
    assertThat(ProcessStatus.parse(text).kind()).isEqualTo(Kind.PROGRAM);
    assertThat(ProcessStatus.parse(text.replace("VmSize", "NoSize")).kind())
        .isEqualTo(Kind.KERNEL_THREAD);
    assertThat(ProcessStatus.parse(text.replace("S (s", "Z (s").replace("VmSize", "x")).kind())
        .isEqualTo(Kind.ZOMBIE);
  }

  @Test
  void statusOfAProcessWithoutAName() {
    ProcessStatus status = ProcessStatus.parse(STATUS.formatted("").replace("ha proxy", ""));
    assertThat(status).isNotNull();
    assertThat(status.name()).isEmpty();
  }

  @Test
  void statusThatIsNotWhole() {
    assertThat(ProcessStatus.parse("")).isNull();
    assertThat(ProcessStatus.parse("Name:\tx\nTgid:")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "'0::/system.slice/haproxy.service\n', haproxy.service",
        "'0::/system.slice/docker-1.scope/init\n', docker-1.scope",
        "'0::/user.slice/user-0.slice/session-3.scope\n', session-3.scope",
        "'0::/a.slice/foo.service/bar.service/x\n', bar.service",
        "'9:cpu:/x.service\n1:name=systemd:/y.service\n0::/\n', y.service",
        "'0::/odd:name.service\n', odd:name.service",
        "'0::/\n', -",
        "'', -",
      })
  void theInnermostUnit(String cgroups, String unit) {
    assertThat(Unit.of(cgroups)).isEqualTo(unit);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "0x0000000104f2b806, 0x0000000104f2b806, true",
        "0x0000000104f2a000, 0x0000000104f2a000, false",
        "0x0000000000001000, ...1000, true",
        "0x0000000000000000, ...0000, false",
        "0x0000000000001806, ...1806, true",
        "0x8000000104f2d000, 0x8000000104f2d000, true",
      })
  void entryCr3(String text, String printed, boolean onUserTables) {
    EntryCr3 cr3 = EntryCr3.parse(text);
    assertThat(cr3).hasToString(printed);
    assertThat(cr3.onUserTables())
        .isEqualTo((Long.parseUnsignedLong(text, 2, 18, 16) >> 12 & 1) != 0);
  }

  @Test
  void namesOfUsers() throws Exception {
    Path passwd =
        Files.writeString(
            directory.resolve("passwd"), "root:x:0:0:r:/root:/bin/sh\ntoor:x:0::::\nbad\n+:x:n:\n");
    UserNames users = UserNames.parse(passwd);
    assertThat(users.of(0)).isEqualTo("root");
    assertThat(users.of(-2)).isEqualTo("4294967294");
    assertThat(UserNames.parse(directory.resolve("none")).of(7)).isEqualTo("7");
  }
}
