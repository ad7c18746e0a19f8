package io.ptictl.bench;

import io.ptictl.lab.Command;
import io.ptictl.lab.Machine;
import io.ptictl.lab.MachineSpec;
import io.ptictl.report.Failure;
import io.ptictl.report.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the instructions of each way through the kernel: in machines alike but for the kernel and
 * how it was booted, whose clock counts instructions.
 */
public final class EntryCounter {
  /** Rounds of each entry, of which the value most often seen counts. */
  public static final int ROUNDS = 300;

  private final MachineSpec machine;
  private final Path unpatched;
  private final Path patched;
  private final Path meter;
  private final Progress progress;

  /**
   * @param machine the CPU and memory; its clock, kernel and parameters are replaced
   * @param meter the compiled guest/meter
   */
  public EntryCounter(
      MachineSpec machine, Path unpatched, Path patched, Path meter, Progress progress) {
    this.machine = machine.withInstructionClock(true).withFiles(List.of(meter));
    this.unpatched = unpatched;
    this.patched = patched;
    this.meter = meter;
    this.progress = progress;
  }

  /**
   * Boots one machine after the other.
   *
   * @throws Failure if one does not boot, or a leg does not run as it is to
   */
  public CountResult run() throws InterruptedException {
    Map<MachineSpec, List<CountedLeg>> legs =
        CountedLeg.byMachine(List.of(CountedLeg.values()), machine, unpatched, patched);
    Map<CountedLeg, Map<Entry, EntryCount>> counts = new EnumMap<>(CountedLeg.class);
    for (Map.Entry<MachineSpec, List<CountedLeg>> one : legs.entrySet()) {
      progress.step("counting: " + one.getValue().getFirst().words());
      try (Machine booted = Machine.boot(one.getKey())) {
        for (CountedLeg leg : one.getValue()) {
          counts.put(leg, count(leg, booted));
        }
      }
      progress.share((double) counts.size() / CountedLeg.values().length);
    }
    return new CountResult(machine.cpu().name(), counts);
  }

  private Map<Entry, EntryCount> count(CountedLeg leg, Machine booted) throws InterruptedException {
    List<String> words = new ArrayList<>(List.of(meter.toString(), String.valueOf(ROUNDS)));
    if (leg == CountedLeg.OPTED_OUT) {
      words.add("optout");
    }
    String text = Guest.output(booted, Command.of(words.toArray(String[]::new)));
    MeterOutput output = MeterOutput.parse(text, ROUNDS);
    leg.require(output);
    return output.counts();
  }
}
