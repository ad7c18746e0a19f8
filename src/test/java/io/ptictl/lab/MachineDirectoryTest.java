package io.ptictl.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MachineDirectoryTest {
  private final MachineDirectory directory = MachineDirectory.create();

  @AfterEach
  void remove() {
    directory.close();
    assertThat(directory.path()).doesNotExist();
  }

  @Test
  void isPrivate() throws IOException {
    assertThat(Files.getPosixFilePermissions(directory.path()))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void citesTheCauseRatherThanTheEnd() throws IOException {
    Files.writeString(
        directory.console(),
        "\u001b[2J[    0.1] Linux\r\n"
            + "[    0.2] Kernel panic - not syncing: x\r\n"
            + "[    0.3] RAX: 0\r\n");
    assertThat(directory.lastWords(Cpu.SKYLAKE.emulator()))
        .isEqualTo("its console ends: Kernel panic - not syncing: x");
  }

  @Test
  void citesTheEndWithoutACause() throws IOException {
    Files.writeString(directory.console(), "1\n2\n3\n4\n5\n6\n");
    assertThat(directory.lastWords(Cpu.SKYLAKE.emulator()))
        .isEqualTo("its console ends: 2 | 3 | 4 | 5 | 6");
    Files.writeString(directory.errors(), "qemu: no\nqemu: TCG doesn't support x\n");
    assertThat(directory.lastWords(Cpu.SKYLAKE.emulator())).isEqualTo("QEMU said: qemu: no");
  }

  @Test
  void saysSoIfThereAreNoWords() {
    assertThat(directory.lastWords(Cpu.SKYLAKE.emulator())).isEqualTo("its console is empty");
  }

  @Test
  void tellsOfBochsOnlyWhatItPanickedAbout() throws IOException {
    Files.writeString(directory.console(), "reboot: machine restart\n");
    String panic = "00000000000p[      ] >>PANIC<< bochsrc:3: directive 'x' not understood\n";
    Files.writeString(directory.errors(), "00000000000i[      ] debugger using rc file\n" + panic);
    assertThat(directory.lastWords(Cpu.HASWELL.emulator()))
        .isEqualTo("Bochs said: bochsrc:3: directive 'x' not understood");
    Files.writeString(
        directory.errors(),
        "1p[CPU0  ] >>PANIC<< exception(): 3rd (13) exception with no resolution\n");
    assertThat(directory.lastWords(Cpu.HASWELL.emulator()))
        .isEqualTo("its console ends: reboot: machine restart");
  }

  @Test
  void isLeftOverWhenItsGuardHasGone() throws Exception {
    assertThat(Leftovers.find()).as("just made").doesNotContain(directory.path());
    Process guard =
        new ProcessBuilder(
                GuestProgram.find().toString(),
                directory.path().toString(),
                "sh",
                "-c",
                "echo >&2; exec sleep 1000")
            .start();
    assertThat(guard.getErrorStream().read()).isEqualTo('\n');
    assertThat(Leftovers.find()).as("alive").doesNotContain(directory.path());
    guard.destroyForcibly().waitFor();
    assertThat(Leftovers.find()).contains(directory.path());
    Leftovers.remove(directory.path());
  }
}
