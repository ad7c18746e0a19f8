package io.ptictl.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.lab.TestKernels;
import io.ptictl.launcher.Programs;
import io.ptictl.report.Progress;
import io.ptictl.spec.Isolation;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The demo, once round, held to what must be so at any speed. */
class HaproxyDemoIT {
  @Test
  void optsOutHaproxyAndNobodyElse() throws Exception {
    DemoResult result =
        new HaproxyDemo(
                TestKernels.patched().kernel(),
                Path.of(Programs.launcher("ptictl")),
                1,
                Progress.SILENT)
            .run();

    LegResult isolated = result.leg(Leg.ISOLATED);
    LegResult optedOut = result.leg(Leg.OPTED_OUT);
    LegResult off = result.leg(Leg.PTI_OFF);
    assertThat(isolated.entryCr3()).isNotNull();
    assertThat(PageTables.which(isolated.entryCr3())).isEqualTo(0x1000);
    assertThat(optedOut.entryCr3()).isNotNull();
    assertThat(PageTables.which(optedOut.entryCr3())).isZero();
    assertThat(off.entryCr3()).isNull();
    // A request is at least one receive and one send, of two CR3 writes each.
    assertThat(isolated.cr3WritesPerRequest()).isGreaterThan(4);
    // What is left are context switches; there is little else on that CPU.
    assertThat(optedOut.cr3WritesPerRequest()).isLessThan(1);
    assertThat(off.cr3WritesPerRequest()).isLessThan(1);
    assertThat(result.witnesses())
        .hasSize(3)
        .allSatisfy(witness -> assertThat(witness.state()).isEqualTo(Isolation.ON));
    assertThat(result.refusal()).contains("CAP_PAYLOAD or CAP_SYS_RAWIO");
    assertThat(DemoText.lines(result).getFirst()).startsWith("haproxy   isolated ");
    assertThat(DemoJson.members(result)).containsKeys("demo", "still_isolated", "refused");
  }
}
