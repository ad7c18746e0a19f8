package io.ptictl.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ptictl.lab.Command;
import io.ptictl.lab.Machine;
import io.ptictl.lab.MachineSpec;
import io.ptictl.lab.PtiMode;
import io.ptictl.lab.Session;
import io.ptictl.lab.Sinks;
import io.ptictl.report.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/**
 * A PostgreSQL database with the tables of pgbench, made once, and packed in a file of the host
 * that every guest sees: to make it in each would take longer than to measure.
 */
final class PostgresqlData {
  private static final int PORT = 8099;
  private static final String PLACE = "/dev/shm/ptictl-made";
  private static final int INT = 2;

  private PostgresqlData() {}

  /**
   * Makes it in a guest of its own, without isolation, which is fastest.
   *
   * @param spec the machine
   * @return what {@link Server.Place#data} is to be; to be closed
   * @throws Failure if that fails
   */
  static TemporaryFile make(MachineSpec spec) throws InterruptedException {
    TemporaryFile file = TemporaryFile.make();
    try (Machine machine = Machine.boot(spec.withPti(PtiMode.OFF))) {
      make(machine, file);
      return file;
    } catch (Failure | InterruptedException e) {
      file.close();
      throw e;
    }
  }

  private static void make(Machine machine, TemporaryFile file) throws InterruptedException {
    Server server = Server.POSTGRESQL;
    Server.Place place = new Server.Place(PORT, PLACE, file.path());
    Guest.output(machine, Command.of("install", "-d", "-o", server.user(), PLACE));
    Guest.output(
        machine, Bounded.command(GuestLauncher.as(server.user(), false, Postgresql.initdb(place))));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Session session =
        machine.start(
            Command.of(
                GuestLauncher.as(server.user(), false, server.start(place)).toArray(String[]::new)),
            new Sinks(said, said));
    Bounded.until(machine, Bounded.command(Postgresql.fill(place)), session, said, server.words());
    session.signal(INT); // a fast shutdown
    session.waitFor();
    pack(machine, file);
  }

  private static void pack(Machine machine, TemporaryFile file) throws InterruptedException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (OutputStream out = Files.newOutputStream(file.path())) {
      Session tar =
          machine.start(Command.of("tar", "-C", PLACE, "-c", "data"), new Sinks(out, said));
      int status = tar.waitFor();
      if (status != 0) {
        throw Failure.failed("tar: status " + status + ": " + said.toString(UTF_8).strip());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
