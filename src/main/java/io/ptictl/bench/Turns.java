package io.ptictl.bench;

import io.ptictl.lab.Machine;
import io.ptictl.lab.MachineSpec;
import io.ptictl.report.Failure;
import io.ptictl.report.Progress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The machines of all legs, of which one at a time runs: in turn, what disturbs the host disturbs
 * all legs. One thread at a time.
 */
final class Turns implements AutoCloseable {
  private final Map<MachineSpec, List<CountedLeg>> legs;
  private final Map<MachineSpec, Machine> machines = new LinkedHashMap<>();

  /** What is done in each leg. */
  interface Turn {
    /** The machine runs, and no other does. */
    void take(CountedLeg leg, Machine machine) throws InterruptedException;
  }

  private Turns(Map<MachineSpec, List<CountedLeg>> legs) {
    this.legs = legs;
  }

  /**
   * Boots those of {@link BenchResult#LEGS}.
   *
   * @param machine its kernel and parameters are replaced
   * @throws Failure if one does not boot
   */
  static Turns boot(MachineSpec machine, Path unpatched, Path patched, Progress progress)
      throws InterruptedException {
    Map<MachineSpec, List<CountedLeg>> legs =
        CountedLeg.byMachine(BenchResult.LEGS, machine, unpatched, patched);
    Turns turns = new Turns(legs);
    try {
      for (MachineSpec spec : legs.keySet()) {
        progress.step("booting the guests");
        Machine booted = Machine.boot(spec);
        turns.machines.put(spec, booted);
        booted.pause();
      }
      return turns;
    } catch (Failure | InterruptedException e) {
      turns.close();
      throw e;
    }
  }

  /** Once round. */
  void each(Turn turn) throws InterruptedException {
    for (Map.Entry<MachineSpec, Machine> one : machines.entrySet()) {
      one.getValue().resume();
      for (CountedLeg leg : legs.getOrDefault(one.getKey(), List.of())) {
        turn.take(leg, one.getValue());
      }
      one.getValue().pause();
    }
  }

  /** See {@link Machine#clocksGood()}; of all. */
  boolean clocksGood() {
    return machines.values().stream().allMatch(Machine::clocksGood);
  }

  /** Ends them. */
  @Override
  public void close() {
    machines.values().forEach(Machine::close);
  }
}
