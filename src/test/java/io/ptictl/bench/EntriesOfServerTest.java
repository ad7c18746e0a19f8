package io.ptictl.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EntriesOfServerTest {
  /** As ptictl estimate --json prints it on a terminal, shortened. */
  private static final String ESTIMATE =
      "\r\u001b[K 12% [##..................] 0:01, 0:07 left  counting\r\u001b[K"
          + """
          {
            "estimate" : [
              {
                "cause" : "system calls",
                "per_second" : 812.5
              }
            ],
            "processes" : 6,
            "system_share" : 0.75,
            "counts" : {
              "CPU time" : 1234567890,
              "system calls" : 6503,
              "page faults" : 12,
              "interrupts" : null
            },
            "processor" : "Haswell"
          }
          """
              .replace("\n", "\r\n");

  @Test
  void takesTheCountsOnly() {
    assertThat(EntriesOfServer.counts(ESTIMATE))
        .isEqualTo(Map.of("CPU time", 1234567890.0, "system calls", 6503.0, "page faults", 12.0));
  }

  @Test
  void withoutCountsItFails() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EntriesOfServer.counts("ptictl: process 7: no such process"))
        .withMessageContaining("no such process");
  }
}
