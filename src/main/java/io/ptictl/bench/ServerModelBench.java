package io.ptictl.bench;

import io.ptictl.lab.Machine;
import io.ptictl.lab.MachineSpec;
import io.ptictl.report.Failure;
import io.ptictl.report.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures Debian's servers in one guest of the patched kernel, isolated and opted out in turn, and
 * lets {@code ptictl estimate} count how often they enter the kernel.
 */
public final class ServerModelBench {
  private final MachineSpec spec;
  private final Path launcher;
  private final int rounds;
  private final Progress progress;

  /**
   * @param spec the machine, of the patched kernel
   * @param launcher build/ptictl
   * @param rounds at least 1
   */
  public ServerModelBench(MachineSpec spec, Path launcher, int rounds, Progress progress) {
    this.spec = spec.withProcessors(2);
    this.launcher = launcher;
    this.rounds = rounds;
    this.progress = progress;
  }

  /**
   * One for each server.
   *
   * @throws Failure if the machine does not boot, a server does not answer, or does not run as it
   *     is to
   */
  public List<ServerModel> run() throws InterruptedException {
    progress.step("making the data of PostgreSQL");
    List<ServerModel> models = new ArrayList<>();
    try (TemporaryFile data = PostgresqlData.make(spec);
        Machine machine = Machine.boot(spec)) {
      GuestLauncher.copy(machine, launcher);
      for (Server server : Server.values()) {
        progress.step(server.words());
        models.add(model(machine, server, data.path()));
        progress.share((double) models.size() / Server.values().length);
      }
    }
    return models;
  }

  private ServerModel model(Machine machine, Server server, Path data) throws InterruptedException {
    RunningServer running = RunningServer.start(machine, CountedLeg.ISOLATED, server, data);
    ServerMeter isolated = new ServerMeter(running);
    isolated.requireLeg();
    ServerMeter optedOut =
        new ServerMeter(RunningServer.start(machine, CountedLeg.OPTED_OUT, server, data));
    optedOut.requireLeg();
    for (int i = 0; i < rounds; i++) {
      isolated.round();
      optedOut.round();
    }
    return new ServerModel(
        server,
        isolated.cpuMicros(),
        optedOut.cpuMicros(),
        new EntriesOfServer(running, launcher).perRequest());
  }
}
