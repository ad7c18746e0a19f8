package io.ptictl.bench;

import io.ptictl.lab.Machine;
import io.ptictl.lab.MachineSpec;
import io.ptictl.report.Failure;
import io.ptictl.report.Progress;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Runs Debian's servers on the unpatched kernel and on the patched one, isolated and opted out, and
 * with pti=off, in turn, several rounds: CPU time and requests per second, then CR3 writes.
 */
public final class ServerBench {
  private static final double SHARE_OF_START = 0.25;
  private static final double SHARE_OF_ROUNDS = 0.65;

  private final MachineSpec machine;
  private final Path unpatched;
  private final Path patched;
  private final Path launcher;
  private final int rounds;
  private final Progress progress;

  /**
   * @param machine the CPU and memory; its kernel and parameters are replaced
   * @param launcher build/ptictl
   * @param rounds at least 1
   */
  public ServerBench(
      MachineSpec machine,
      Path unpatched,
      Path patched,
      Path launcher,
      int rounds,
      Progress progress) {
    this.machine = machine.withProcessors(2);
    this.unpatched = unpatched;
    this.patched = patched;
    this.launcher = launcher;
    this.rounds = rounds;
    this.progress = progress;
  }

  /**
   * @throws Failure if a machine does not boot, a server does not answer, or a leg does not run as
   *     it is to
   */
  public ServerResult run() throws InterruptedException {
    progress.step("making the data of PostgreSQL");
    try (TemporaryFile data = PostgresqlData.make(machine.withKernel(patched));
        Turns turns = Turns.boot(machine, unpatched, patched, progress)) {
      Map<CountedLeg, Map<Server, ServerMeter>> meters = new EnumMap<>(CountedLeg.class);
      turns.each(
          (leg, booted) -> {
            meters.put(leg, start(leg, booted, data.path()));
            progress.share(SHARE_OF_START * meters.size() / BenchResult.LEGS.size());
          });
      for (int i = 1; i <= rounds; i++) {
        String step = "servers, " + i + " of " + rounds + ": ";
        turns.each((leg, _) -> measure(step, leg, of(meters, leg)));
        progress.share(SHARE_OF_START + SHARE_OF_ROUNDS * i / rounds);
      }
      Map<CountedLeg, Map<Server, ServerFigures>> figures = new EnumMap<>(CountedLeg.class);
      turns.each((leg, _) -> figures.put(leg, count(leg, of(meters, leg))));
      return new ServerResult(turns.clocksGood(), figures);
    }
  }

  private static Map<Server, ServerMeter> of(
      Map<CountedLeg, Map<Server, ServerMeter>> meters, CountedLeg leg) {
    return Objects.requireNonNull(meters.get(leg), leg.words());
  }

  private Map<Server, ServerMeter> start(CountedLeg leg, Machine booted, Path data)
      throws InterruptedException {
    GuestLauncher.copy(booted, launcher);
    Map<Server, ServerMeter> meters = new EnumMap<>(Server.class);
    for (Server server : Server.values()) {
      progress.step("starting " + server.words() + ": " + leg.words());
      ServerMeter meter = new ServerMeter(RunningServer.start(booted, leg, server, data));
      meter.requireLeg();
      meters.put(server, meter);
    }
    return meters;
  }

  private void measure(String step, CountedLeg leg, Map<Server, ServerMeter> meters)
      throws InterruptedException {
    progress.step(step + leg.words());
    for (ServerMeter meter : meters.values()) {
      meter.round();
    }
  }

  private Map<Server, ServerFigures> count(CountedLeg leg, Map<Server, ServerMeter> meters)
      throws InterruptedException {
    progress.step("servers, counting CR3 writes: " + leg.words());
    Map<Server, ServerFigures> figures = new EnumMap<>(Server.class);
    for (Map.Entry<Server, ServerMeter> one : meters.entrySet()) {
      figures.put(one.getKey(), one.getValue().figures());
    }
    return figures;
  }
}
