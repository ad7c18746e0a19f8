package io.ptictl.bench;

import io.ptictl.lab.Command;
import io.ptictl.lab.Machine;
import io.ptictl.lab.Session;
import io.ptictl.lab.Sinks;
import io.ptictl.report.Failure;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * A server on {@link Guest#SERVER_CPU} of a guest as its package's user, asked by a generator on
 * the other CPU, which is opted out where that can be. Ends with the machine.
 *
 * @param pid of its first process
 */
record RunningServer(
    Machine machine,
    CountedLeg leg,
    Server server,
    Server.Place place,
    ServerGroup group,
    int pid) {
  private static final int FIRST_PORT = 8100;
  private static final int PORTS = 10;

  /**
   * Starts it and waits until it answers. {@link GuestLauncher#copy} comes before.
   *
   * @param data see {@link PostgresqlData}
   * @throws Failure with what it said if it does not
   */
  static RunningServer start(Machine machine, CountedLeg leg, Server server, Path data)
      throws InterruptedException {
    int port = FIRST_PORT + PORTS * server.ordinal() + leg.ordinal();
    Server.Place place = new Server.Place(port, "/dev/shm/ptictl-" + port, data);
    ServerGroup group = ServerGroup.make(machine, "ptictl-" + port);
    Guest.output(machine, Command.of("install", "-d", "-o", server.user(), place.directory()));
    Guest.output(machine, Bounded.command(server.prepare(place)));
    List<String> line =
        GuestLauncher.as(server.user(), leg == CountedLeg.OPTED_OUT, server.start(place));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Session session =
        machine.start(group.command(line).onCpu(Guest.SERVER_CPU), new Sinks(said, said));
    RunningServer running = new RunningServer(machine, leg, server, place, group, session.pid());
    Bounded.until(machine, running.generator(server.first(place)), session, said, running.words());
    return running;
  }

  /**
   * Asks it.
   *
   * @throws Failure if a request fails
   */
  Answers ask(int requests) throws InterruptedException {
    String printed = Guest.output(machine, generator(server.load(place, requests)));
    try {
      return server.answers(printed);
    } catch (IllegalArgumentException e) {
      throw failed(String.valueOf(e.getMessage()));
    }
  }

  /** A generator that pays for isolation would hide most of what the server wins. */
  private Command generator(List<String> line) {
    return Bounded.command(
            leg.optout() ? Bounded.joined(List.of(GuestLauncher.NOPTI, "--"), line) : line)
        .onCpu(Guest.GENERATOR_CPU);
  }

  private String words() {
    return server.words() + ", " + leg.words();
  }

  Failure failed(String reason) {
    return Failure.failed(words() + ": " + reason.strip().replace('\n', ' '));
  }
}
