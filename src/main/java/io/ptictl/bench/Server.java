package io.ptictl.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * A server of Debian's, and the generator that asks it: requests that are alike, on connections
 * that stay open, as fast as they are answered.
 */
public enum Server {
  /** A static answer of a few bytes by HTTP/1.1, over loopback. */
  HAPROXY("haproxy, GET", "haproxy", 1, 8, 6000) {
    @Override
    List<String> prepare(Place place) {
      return List.of(
          "sh",
          "-c",
          "printf %s \"$1\" > \"$2\"",
          "sh",
          HaproxyConfig.answering(place.port()),
          place.file("haproxy.cfg"));
    }

    @Override
    List<String> start(Place place) {
      return List.of("haproxy", "-db", "-f", place.file("haproxy.cfg"));
    }

    @Override
    List<String> first(Place place) {
      return List.of("bash", "-c", ": <>/dev/tcp/" + LOOPBACK + "/" + place.port());
    }

    @Override
    List<String> load(Place place, int requests) {
      return List.of(
          "h2load",
          "--h1",
          "--threads=1",
          "--clients=" + connections(),
          "--requests=" + requests,
          "http://" + LOOPBACK + ":" + place.port() + "/");
    }

    @Override
    Answers answers(String printed) {
      return Answers.ofH2load(printed);
    }
  },

  /** SET of 3 bytes over loopback, kept in memory only. */
  REDIS("Redis, SET", "redis", 1, 8, 8000) {
    @Override
    List<String> start(Place place) {
      return List.of(
          "redis-server",
          "--port",
          String.valueOf(place.port()),
          "--bind",
          LOOPBACK,
          "--dir",
          place.directory(),
          "--save",
          "",
          "--appendonly",
          "no");
    }

    // The generator would try forever.
    @Override
    List<String> first(Place place) {
      return List.of("redis-cli", "-h", LOOPBACK, "-p", String.valueOf(place.port()), "ping");
    }

    @Override
    List<String> load(Place place, int requests) {
      return List.of(
          "redis-benchmark",
          "-h",
          LOOPBACK,
          "-p",
          String.valueOf(place.port()),
          "-c",
          String.valueOf(connections()),
          "-n",
          String.valueOf(requests),
          "-t",
          "set");
    }

    @Override
    Answers answers(String printed) {
      return Answers.ofRedisBenchmark(printed);
    }
  },

  /** SELECT of one row by its key, a backend for each connection, over a Unix socket. */
  POSTGRESQL("PostgreSQL, SELECT", "postgres", 5, 4, 2000) {
    @Override
    List<String> prepare(Place place) {
      return List.of("tar", "-C", place.directory(), "-xf", place.data().toString());
    }

    @Override
    List<String> start(Place place) {
      return Postgresql.postgres(place);
    }

    @Override
    List<String> first(Place place) {
      return load(place, connections());
    }

    @Override
    List<String> load(Place place, int requests) {
      return Postgresql.pgbench(
          place,
          "--select-only",
          "--no-vacuum",
          "--client=" + connections(),
          "--transactions=" + requests / connections());
    }

    @Override
    Answers answers(String printed) {
      return Answers.ofPgbench(printed);
    }
  };

  private static final String LOOPBACK = "127.0.0.1";

  private final String words;
  private final String user;
  private final int processes;
  private final int connections;
  private final int requests;

  Server(String words, String user, int processes, int connections, int requests) {
    this.words = words;
    this.user = user;
    this.processes = processes;
    this.connections = connections;
    this.requests = requests;
  }

  /**
   * What is one server's alone.
   *
   * @param port that it listens on, or that its socket is named after
   * @param directory that its user can write to, and others can enter
   * @param data see {@link PostgresqlData}
   */
  record Place(int port, String directory, Path data) {
    String file(String name) {
      return directory + "/" + name;
    }
  }

  /** As tables and JSON name it, with what is asked of it. */
  public String words() {
    return words;
  }

  /** Whom its package makes it run as. */
  String user() {
    return user;
  }

  /** How many it has at least while it is asked. */
  int processes() {
    return processes;
  }

  /** That the generator opens; also the least number of requests. */
  int connections() {
    return connections;
  }

  /** How many make about a second's work for an emulated processor. */
  int requests() {
    return requests;
  }

  /** A command before it starts. */
  List<String> prepare(Place place) {
    return List.of("true");
  }

  /** Its command line, in the foreground. */
  abstract List<String> start(Place place);

  /** What succeeds once it runs. */
  abstract List<String> first(Place place);

  /** The generator's command line. */
  abstract List<String> load(Place place, int requests);

  /**
   * @param printed by the generator
   * @throws IllegalArgumentException if a request failed or the output is of another form
   */
  abstract Answers answers(String printed);
}
