package io.ptictl.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ptictl.report.Failure;
import org.junit.jupiter.api.Test;

class MeterOutputTest {
  private static final String OPTED_OUT =
      """
      machine Mitigation: PTI; per-process opt-out available
      process disabled
      entry_cr3 0x0000000000dc2000
      syscall 231 300
      int80 272 300
      fault 1539 299
      interrupt 846 279
      """;

  @Test
  void takesAllApart() {
    MeterOutput output = MeterOutput.parse(OPTED_OUT, 300);

    assertThat(output.counts().get(Entry.FAULT)).isEqualTo(new EntryCount(1539, 299, 300));
    assertThat(output.process()).isEqualTo("disabled");
    CountedLeg.OPTED_OUT.require(output);
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(() -> MeterOutput.parse("process disabled\n", 300))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("printed no syscall, but process disabled");
  }

  @Test
  void oneLegIsNotTakenForAnother() {
    MeterOutput output = MeterOutput.parse(OPTED_OUT, 300);

    for (CountedLeg leg : CountedLeg.values()) {
      if (leg != CountedLeg.OPTED_OUT) {
        assertThatThrownBy(() -> leg.require(output))
            .isInstanceOf(Failure.class)
            .hasMessageContaining(leg.words());
      }
    }
    MeterOutput isolated = MeterOutput.parse(OPTED_OUT.replace("dc2000", "dc3000"), 300);
    assertThatThrownBy(() -> CountedLeg.OPTED_OUT.require(isolated)).isInstanceOf(Failure.class);
  }
}
