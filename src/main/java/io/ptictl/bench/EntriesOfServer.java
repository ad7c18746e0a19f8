package io.ptictl.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ptictl.lab.Command;
import io.ptictl.lab.Session;
import io.ptictl.lab.Sinks;
import io.ptictl.sys.Terminal;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts what a running server does for its requests, by {@code ptictl estimate} beside it in its
 * guest: as anybody would on a real machine.
 */
final class EntriesOfServer {
  private static final int INT = 2;
  private static final long LOOK_MS = 50;

  /** On a terminal it shows when it counts. */
  private static final Terminal.Size SIZE = new Terminal.Size(80, 24);

  private static final String COUNTING = "  counting";
  private static final Pattern COUNTS = Pattern.compile("(?s)\"counts\" : \\{(.*?)\\}");
  private static final Pattern COUNT = Pattern.compile("\"([^\"]+)\" : (\\d+)");
  private static final Pattern SYSTEM_SHARE = Pattern.compile("\"system_share\" : ([0-9.E-]+)");

  private final RunningServer running;
  private final Path launcher;

  /**
   * @param launcher build/ptictl
   */
  EntriesOfServer(RunningServer running, Path launcher) {
    this.running = running;
    this.launcher = launcher;
  }

  /**
   * What one request takes; connecting is left out.
   *
   * @throws io.ptictl.report.Failure if it cannot be counted
   */
  ServerEntries perRequest() throws InterruptedException {
    int few = running.server().connections();
    int many = running.server().requests();
    Map<String, Double> less = counts(estimate(few));
    String estimate = estimate(many);
    Map<String, Double> perRequest = new TreeMap<>();
    counts(estimate)
        .forEach(
            (what, count) ->
                perRequest.put(what, (count - less.getOrDefault(what, 0.0)) / (many - few)));
    return new ServerEntries(
        perRequest, Double.parseDouble(Answers.find(SYSTEM_SHARE, estimate).group(1)));
  }

  /** The member "counts" of its JSON; nothing of what was not counted. */
  static Map<String, Double> counts(String estimate) {
    Map<String, Double> counts = new TreeMap<>();
    Matcher count = COUNT.matcher(Answers.find(COUNTS, estimate).group(1));
    while (count.find()) {
      counts.put(count.group(1), Double.valueOf(count.group(2)));
    }
    return counts;
  }

  /** What it prints when the server has been asked that often, and nothing else. */
  private String estimate(int requests) throws InterruptedException {
    Command line =
        Command.of(
                launcher.toString(),
                "estimate",
                "--cpu=haswell",
                "--json",
                "--seconds=" + Bounded.SECONDS,
                "--pid=" + running.pid())
            .onTerminal(SIZE, false)
            .onCpu(Guest.GENERATOR_CPU);
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Session session = running.machine().start(line, new Sinks(said, said));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Bounded.SECONDS);
    while (!said.toString(UTF_8).contains(COUNTING)) {
      if (session.isOver() || System.nanoTime() > end) {
        throw running.failed("ptictl estimate does not count: " + said.toString(UTF_8));
      }
      Thread.sleep(LOOK_MS);
    }
    running.ask(requests);
    session.signal(INT);
    int status = session.waitFor();
    if (status != 0) {
      throw running.failed("ptictl estimate: status " + status + ": " + said.toString(UTF_8));
    }
    return said.toString(UTF_8);
  }
}
