package io.ptictl.bench;

import io.ptictl.lab.Command;
import io.ptictl.lab.Ids;
import io.ptictl.lab.Machine;
import io.ptictl.lab.MachineSpec;
import io.ptictl.lab.PtiMode;
import io.ptictl.lab.Result;
import io.ptictl.lab.Session;
import io.ptictl.lab.Sinks;
import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import io.ptictl.report.Progress;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * haproxy without isolation, end to end: what it wins, and that everything else stays isolated.
 *
 * <p>Two guests, alike but for {@code pti=off}, of which one at a time runs, so that isolated,
 * opted out and pti=off are measured in turn, round by round.
 */
public final class HaproxyDemo {
  /** Rounds that the median is taken of. */
  public static final int ROUNDS = 7;

  private static final int RATE = 2400;
  private static final int REQUESTS = 3000;
  private static final int COUNTED_REQUESTS = 400;
  private static final int NOBODY = 65534;
  private static final double SHARE_OF_START = 0.15;

  private final Path kernel;
  private final Path launcher;
  private final int rounds;
  private final Progress progress;

  /**
   * @param kernel the patched vmlinux
   * @param launcher build/ptictl
   * @param rounds how many, at least 1; {@link #ROUNDS} for figures to show
   */
  public HaproxyDemo(Path kernel, Path launcher, int rounds, Progress progress) {
    this.kernel = kernel;
    this.launcher = launcher;
    this.rounds = rounds;
    this.progress = progress;
  }

  /**
   * Runs it, in about 10 s and 7 s a round.
   *
   * @throws Failure if a guest does not boot, a program does not run, or something that must stay
   *     isolated does not
   */
  public DemoResult run() throws InterruptedException {
    progress.step("booting the guests");
    MachineSpec spec = MachineSpec.of(kernel);
    try (Machine machine = Machine.boot(spec);
        Machine exposed = Machine.boot(spec.withPti(PtiMode.OFF))) {
      progress.share(SHARE_OF_START / 2);
      progress.step("starting haproxy");
      Haproxy limit = Haproxy.start(exposed, launcher, Leg.PTI_OFF);
      limit.atRate(RATE, COUNTED_REQUESTS);
      exposed.pause();
      Haproxy isolated = Haproxy.start(machine, launcher, Leg.ISOLATED);
      Haproxy designated = Haproxy.start(machine, launcher, Leg.OPTED_OUT);
      isolated.atRate(RATE, COUNTED_REQUESTS);
      designated.atRate(RATE, COUNTED_REQUESTS);
      List<Witness> witnesses = witnesses(machine, designated);
      String refusal = refusal(machine);
      progress.share(SHARE_OF_START);

      Map<Leg, List<LegResult.Round>> measured = new EnumMap<>(Leg.class);
      for (int round = 1; round <= rounds; round++) {
        progress.step("round " + round + " of " + rounds);
        measure(isolated, measured);
        measure(designated, measured);
        machine.pause();
        exposed.resume();
        measure(limit, measured);
        exposed.pause();
        machine.resume();
        progress.share(SHARE_OF_START + (0.95 - SHARE_OF_START) * round / rounds);
      }

      progress.step("counting CR3 writes");
      List<LegResult> legs = new ArrayList<>();
      legs.add(count(isolated, measured));
      legs.add(count(designated, measured));
      machine.pause();
      exposed.resume();
      legs.add(count(limit, measured));
      boolean clocksGood = machine.clocksGood() && exposed.clocksGood();
      return new DemoResult(legs, RATE, witnesses, "user nobody", refusal, clocksGood);
    }
  }

  private static void measure(Haproxy haproxy, Map<Leg, List<LegResult.Round>> measured)
      throws InterruptedException {
    Load fixed = haproxy.atRate(RATE, REQUESTS);
    Load full = haproxy.atFullSpeed();
    measured
        .computeIfAbsent(haproxy.leg(), leg -> new ArrayList<>())
        .add(new LegResult.Round(fixed.cpuMillisPerRequest(), full.perSecond()));
  }

  private static LegResult count(Haproxy haproxy, Map<Leg, List<LegResult.Round>> measured)
      throws InterruptedException {
    Long entry = haproxy.entryCr3();
    try (TemporaryFile log = TemporaryFile.make()) {
      double writes =
          haproxy.cr3WritesPerRequest(
              RATE, COUNTED_REQUESTS, log.path(), entry == null ? busyCr3(haproxy) : entry);
      return LegResult.of(
          haproxy.leg(), measured.getOrDefault(haproxy.leg(), List.of()), entry, writes);
    }
  }

  /** Where the kernel records no CR3: what the CPU has while the worker is all that runs on it. */
  private static long busyCr3(Haproxy haproxy) throws InterruptedException {
    Thread busy =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    haproxy.atFullSpeed();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    Thread.sleep(700);
    long cr3 = Guest.cr3(haproxy.machine(), Guest.SERVER_CPU);
    busy.join();
    return cr3;
  }

  private static List<Witness> witnesses(Machine machine, Haproxy designated)
      throws InterruptedException {
    if (!Guest.isolation(machine, designated.worker()).optedOut()) {
      throw Failure.failed("haproxy: was designated, but runs isolated");
    }
    OutputStream nowhere = OutputStream.nullOutputStream();
    Session bystander = machine.start(Command.of("sleep", "100000"), new Sinks(nowhere, nowhere));
    List<Witness> witnesses =
        List.of(
            new Witness("bystander", Guest.isolation(machine, bystander.pid())),
            new Witness(
                "haproxy's child under protect",
                Guest.isolation(machine, designated.protectedChild())),
            new Witness(
                "setuid program it started", Guest.isolation(machine, designated.setuidChild())));
    for (Witness witness : witnesses) {
      if (witness.state().optedOut()) {
        throw Failure.failed(witness.who() + ": must stay isolated, but is not");
      }
    }
    return witnesses;
  }

  private static String refusal(Machine machine) throws InterruptedException {
    Result result =
        machine.run(
            Command.of(GuestLauncher.PTICTL, "run", "--", "true").as(Ids.of(NOBODY, NOBODY)));
    if (result.status() != ExitStatus.WRAPPER_FAILED) {
      throw Failure.failed("user nobody: must be refused the opt-out, but was not: " + result);
    }
    return result.errorText().strip();
  }
}
