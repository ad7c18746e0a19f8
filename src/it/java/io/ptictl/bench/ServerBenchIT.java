package io.ptictl.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.kbuild.DebianPackages;
import io.ptictl.kbuild.Purpose;
import io.ptictl.lab.TestKernels;
import io.ptictl.launcher.Programs;
import io.ptictl.report.Progress;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Debian's servers, once round, held to what must be so at any speed. That each process of each of
 * them runs as its leg is to, is required while it is started.
 */
@Tag("thorough")
class ServerBenchIT {
  @Test
  void optedOutAServerWritesCr3ForSwitchesOnly() throws Exception {
    DebianPackages.installing(System.err::println).require(Progress.SILENT, Purpose.SERVERS);
    ServerResult result =
        new ServerBench(
                TestKernels.patched(),
                TestKernels.unpatched().kernel(),
                TestKernels.patched().kernel(),
                Path.of(Programs.launcher("ptictl")),
                1,
                Progress.SILENT)
            .run();

    for (Server server : Server.values()) {
      for (CountedLeg leg : BenchResult.LEGS) {
        ServerFigures figures = result.figures(leg, server);
        assertThat(figures.cpuMicros().values()).as(server + ", " + leg).hasSize(1);
        assertThat(figures.perSecond().median()).as(server + ", " + leg).isPositive();
      }
      // A request is at least one receive and one send, of two CR3 writes each.
      assertThat(writes(result, server, CountedLeg.UNPATCHED)).as(server.words()).isGreaterThan(4);
      double isolated = writes(result, server, CountedLeg.ISOLATED);
      assertThat(isolated).as(server.words()).isGreaterThan(4);
      // What is left are switches to other processes; how many there are depends on the speed.
      assertThat(writes(result, server, CountedLeg.OPTED_OUT))
          .as(server.words())
          .isLessThan(isolated / 2);
      assertThat(writes(result, server, CountedLeg.UNPATCHED_PTI_OFF))
          .as(server.words())
          .isLessThan(isolated / 2);
    }
  }

  private static double writes(ServerResult result, Server server, CountedLeg leg) {
    return result.figures(leg, server).cr3Writes();
  }
}
