package io.ptictl.conformance.mutant;

import io.ptictl.conformance.ConformanceReport;
import io.ptictl.conformance.ConformanceRun;
import io.ptictl.conformance.Difference;
import io.ptictl.conformance.Plan;
import io.ptictl.lab.Machine;
import io.ptictl.report.Progress;
import java.util.List;

/** Does the kernel do what the specification says, in one of each sort of what can happen? */
final class Comparison {
  private static final String CHECK = "conformance";

  private Comparison() {}

  /** Nothing, or the first difference; the detail is the sequence in which it showed. */
  static List<Finding> of(Machine machine, Plan plan, String where) throws InterruptedException {
    ConformanceReport report =
        ConformanceRun.on(machine).of(plan).untilFirstDifference().run(Progress.SILENT);
    if (report.interrupted()) {
      throw new InterruptedException();
    }
    if (!report.differences().isEmpty()) {
      Difference first = report.differences().getFirst();
      return List.of(new Finding(CHECK, first.what(), first.sequence().script(), where));
    }
    String failure = report.failure();
    return failure == null
        ? List.of()
        : List.of(new Finding(CHECK, "not completed", failure, where));
  }
}
