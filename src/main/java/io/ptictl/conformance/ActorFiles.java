package io.ptictl.conformance;

import io.ptictl.lab.MachineSpec;
import io.ptictl.sys.Programs;
import java.nio.file.Path;
import java.util.List;

/** The compiled guest/actor and guest/performer. */
final class ActorFiles {
  private ActorFiles() {}

  static Path actor() {
    return Programs.own("lib/actor");
  }

  static Path performer() {
    return Programs.own("lib/performer");
  }

  /** The machine with both in it. */
  static MachineSpec in(MachineSpec spec) {
    return spec.withFiles(List.of(actor(), performer()));
  }
}
