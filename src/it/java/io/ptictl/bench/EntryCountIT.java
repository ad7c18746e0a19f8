package io.ptictl.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.lab.Cpu;
import io.ptictl.lab.MachineSpec;
import io.ptictl.lab.TestKernels;
import io.ptictl.launcher.Programs;
import io.ptictl.report.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the feature adds to each way through the kernel, in instructions. */
class EntryCountIT {
  @Test
  void theBoundsHoldWithoutPcid() throws Exception {
    requireBounds(TestKernels.patched());
  }

  @Test
  @Tag("thorough")
  void theBoundsHoldWithPcid() throws Exception {
    requireBounds(TestKernels.patchedOn(Cpu.HASWELL));
  }

  private static void requireBounds(MachineSpec patched) throws Exception {
    EntryCounter counter =
        new EntryCounter(
            patched.withProcessors(1),
            TestKernels.unpatched().kernel(),
            patched.kernel(),
            Programs.home().resolve("build/lib/meter"),
            Progress.SILENT);

    CountResult result = counter.run();

    for (Bound bound : Bound.ALL) {
      for (Entry entry : Entry.values()) {
        assertThat(result.difference(bound, entry))
            .as(bound + ", " + entry)
            .matches(bound::allows, "within the bound");
      }
    }
    result
        .counts()
        .forEach(
            (leg, counts) ->
                counts.forEach(
                    (entry, count) ->
                        assertThat(count.seen())
                            .as(leg + ", " + entry)
                            .isGreaterThan(count.rounds() / 2)));
  }
}
