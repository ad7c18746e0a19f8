package io.ptictl.lab;

import org.junit.jupiter.api.Test;

/** A short stress of the kernel that is measured and used. The long one: DebugKernelIT. */
class StressIT {
  private static final int SECONDS = 20;

  @Test
  void everyStateIsRight() throws Exception {
    StressRun.assertGood(TestKernels.patched(), SECONDS);
  }
}
