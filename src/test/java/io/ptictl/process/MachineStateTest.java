package io.ptictl.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.spec.Isolation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MachineStateTest {
  private static final String FLAGS = "processor\t: 0\nflags\t\t: fpu pti vme\nbugs\t\t:\n";

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "Mitigation: PTI, -, -, CPU affected; page-table isolation on; kernel without per-process"
            + " opt-out",
        "Mitigation: PTI; per-process opt-out available, 1, none [integrity] confidentiality,"
            + " CPU affected; page-table isolation on; opt-out available",
        "Mitigation: PTI, 1, none integrity [confidentiality],"
            + " CPU affected; page-table isolation on; opt-out refused by lockdown",
        "Mitigation: PTI, 0, -, CPU affected; page-table isolation on; opt-out switched off",
        "Vulnerable, 1, -, CPU affected; page-table isolation off; opt-out available",
        "Not affected, -, -,"
            + " CPU not affected; page-table isolation off; kernel without per-process opt-out",
        "Unknown (XEN PV detected), -, -,"
            + " CPU unknown; page-table isolation off; kernel without per-process opt-out",
        "-, -, -, CPU unknown; page-table isolation off; kernel without per-process opt-out",
      })
  void inWords(String meltdown, String optout, String lockdown, String words) {
    assertThat(MachineState.of(meltdown, "flags : fpu notpti\n", optout, lockdown).words())
        .isEqualTo(words.replace(';', ','));
  }

  @Test
  void isolationForcedOnACpuThatIsNotAffected() {
    MachineState machine = MachineState.of("Not affected\n", FLAGS, "1\n", null);
    assertThat(machine.isolating()).isTrue();
    assertThat(machine.affected()).isFalse();
    assertThat(machine.everywhere()).isEqualTo(Isolation.ON);
  }
}
