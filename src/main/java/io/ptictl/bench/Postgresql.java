package io.ptictl.bench;

import io.ptictl.report.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Debian's PostgreSQL: its programs stand in a directory of its version, outside PATH. */
final class Postgresql {
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

  /** What would write to disks, or work by itself while something is measured. */
  private static final List<String> SETTINGS =
      List.of(
          "listen_addresses=",
          "fsync=off",
          "autovacuum=off",
          "jit=off",
          "shared_buffers=32MB",
          "max_connections=20");

  private Postgresql() {}

  /** Makes its data. It would read through all time zones to find out where it is. */
  static List<String> initdb(Server.Place place) {
    return List.of(
        "env",
        "TZ=UTC",
        program("initdb"),
        "--pgdata=" + place.file("data"),
        "--auth=trust",
        "--username=postgres",
        "--encoding=UTF8",
        "--no-locale",
        "--no-sync",
        "--wal-segsize=1");
  }

  /** The server. */
  static List<String> postgres(Server.Place place) {
    List<String> line = new ArrayList<>();
    line.addAll(List.of(program("postgres"), "-D", place.file("data")));
    line.addAll(List.of("-p", String.valueOf(place.port()), "-k", place.directory()));
    for (String setting : SETTINGS) {
      line.addAll(List.of("-c", setting));
    }
    return line;
  }

  /** Makes the tables of the generator. May be repeated. */
  static List<String> fill(Server.Place place) {
    return pgbench(place, "--initialize", "--init-steps=dtGp", "--quiet");
  }

  /** The generator. */
  static List<String> pgbench(Server.Place place, String... options) {
    List<String> line = new ArrayList<>();
    line.addAll(List.of(program("pgbench"), "--host=" + place.directory()));
    line.addAll(List.of("--port=" + place.port(), "--username=postgres"));
    line.addAll(List.of(options));
    line.add("postgres");
    return line;
  }

  /**
   * One of the newest version's programs.
   *
   * @throws Failure (unsupported) if none is installed
   */
  private static String program(String name) {
    try (Stream<Path> versions = Files.list(VERSIONS)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
          .max(Comparator.comparingDouble(Postgresql::number))
          .orElseThrow(Postgresql::missing)
          .resolve(name)
          .toString();
    } catch (IOException e) {
      throw missing();
    }
  }

  private static double number(Path bin) {
    try {
      return Double.parseDouble(String.valueOf(bin.getName(bin.getNameCount() - 2)));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static Failure missing() {
    return Failure.unsupported("PostgreSQL: not in " + VERSIONS + "; apt-get install postgresql");
  }
}
