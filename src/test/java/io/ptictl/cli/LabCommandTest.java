package io.ptictl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.report.ExitStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong use of the lab's commands: found before anything is built or booted. */
final class LabCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String line) {
    return Main.run(line.split(" "), new PrintWriter(out), new PrintWriter(err));
  }

  @ParameterizedTest
  @CsvSource({
    "run --smp 0 -- true, --smp 0: must be a number from 1 to 8",
    "run --smp 99 -- true, --smp 99: must be a number from 1 to 8",
    "run --smp x -- true, --smp x: must be a number from 1 to 8",
    "run --pti maybe -- true, '--pti maybe: must be on, off or auto'",
    "run --memory lots -- true, '--memory lots: must be a number of MiB, such as 512, or 2G'",
    "run --memory 1 -- true, memory of 1 MiB: must be 128 to 1048576",
    "run --memory 9999999G -- true, memory of 2147483647 MiB: must be 128 to 1048576",
    "run --debug --kernel vmlinux -- true, --debug and --kernel name two kernels; give one of them",
    "run --with /no/file -- true, --with /no/file: no such file",
    "run --with /dev/null -- true, '--with /dev/null: the machine has /proc, /sys and /dev of its"
        + " own'",
    "run --cpu haswell --with /proc/../proc/1/mem -- true, '--with /proc/../proc/1/mem: the machine"
        + " has /proc, /sys and /dev of its own'",
    "run --kernel /no/vmlinux -- true, --kernel /no/vmlinux: no such file",
    "run, no command to run; see ptictl lab run --help",
    "run --, no command to run; see ptictl lab run --help",
    "run --frobnicate -- true, unknown option '--frobnicate'; see ptictl lab run --help",
    "test --smp 9, --smp 9: must be a number from 1 to 8",
    "test --smp x, '--smp x: must be a number from 1 to 8'",
    "test --seconds 0, --seconds 0: must be at least 1",
    "test --cpu pentium, 'CPU pentium: must be one of skylake, sandy-bridge, haswell, broadwell,"
        + " skylake-x'",
    "test --replay /none, --replay /none: no such file",
    "test --junit /none/report.xml, --junit /none/report.xml: no such directory; make it first",
    "test --debug --kernel vmlinux, --debug and --kernel name two kernels; give one of them",
    "test --kernel /no/vmlinux, --kernel /no/vmlinux: no such file",
    "shell --smp 0, --smp 0: must be a number from 1 to 8",
    "shell now, unexpected argument 'now'; see ptictl lab shell --help",
    "mutants nobody, no mutant 'nobody'; see ptictl lab mutants --list",
    "clean all, unexpected argument 'all'; see ptictl lab clean --help",
    "frobnicate, no command 'frobnicate'; see ptictl lab --help",
  })
  void isOneLineAndStatusTwo(String line, String message) {
    assertThat(run("lab " + line)).isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString().lines()).containsExactly("ptictl: " + message);
    assertThat(out.toString()).isEmpty();
  }
}
