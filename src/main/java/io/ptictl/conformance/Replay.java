package io.ptictl.conformance;

import io.ptictl.lab.Complaints;
import io.ptictl.lab.Machine;
import io.ptictl.lab.MachineSpec;
import io.ptictl.report.Progress;
import io.ptictl.spec.ScriptException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One sequence, played once in a machine of its own. */
public final class Replay {
  private final MachineSpec spec;
  private final Plan plan;

  /**
   * @param plan as {@link #plan} gives it
   */
  public Replay(MachineSpec spec, Plan plan) {
    this.spec = ConformanceRun.prepare(spec);
    this.plan = plan;
  }

  /**
   * The plan to play one sequence.
   *
   * @param script the words of {@code ptictl whatif}
   * @throws ScriptException if it makes no sense
   */
  public static Plan plan(String script) throws ScriptException {
    return Plan.script(io.ptictl.spec.Machine.LAB, script);
  }

  /** Boots and plays. */
  public TestReport run() throws InterruptedException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (Machine machine = Machine.boot(spec, new Complaints(said), Progress.SILENT)) {
      ConformanceReport report =
          ConformanceRun.on(machine).of(plan).untilFirstDifference().run(Progress.SILENT);
      Boot boot = new Boot("replay", report, said.toString(StandardCharsets.UTF_8));
      return new TestReport(
          spec.cpu().name(), spec.processors(), 0, List.of(boot), report.interrupted());
    }
  }
}
