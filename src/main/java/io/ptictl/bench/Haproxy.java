package io.ptictl.bench;

import io.ptictl.lab.Command;
import io.ptictl.lab.Machine;
import io.ptictl.lab.MmuTrace;
import io.ptictl.lab.Session;
import io.ptictl.lab.Sinks;
import io.ptictl.report.Failure;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Debian's haproxy as user haproxy in a machine, master and worker on {@link Guest#SERVER_CPU},
 * asked by generators that run opted out on the other CPU. Ends with the machine.
 *
 * @param children PIDs of what its master started, by name; the worker's name is "haproxy"
 */
record Haproxy(Machine machine, Leg leg, int port, Map<String, Integer> children) {
  private static final int CONNECTIONS = 8;
  private static final String WORKER = "haproxy";
  private static final String PROTECTED = "sleep";
  private static final String SETUID = "setuid-sleep";

  /**
   * Starts it and waits until it answers.
   *
   * @param launcher build/ptictl
   * @throws Failure with what haproxy said if it does not start
   */
  static Haproxy start(Machine machine, Path launcher, Leg leg) throws InterruptedException {
    int port = 8001 + leg.ordinal();
    boolean designated = leg == Leg.OPTED_OUT;
    String file = GuestLauncher.DIRECTORY + "/" + port + ".cfg";
    String configuration =
        designated ? HaproxyConfig.answeringWithChildren(port) : HaproxyConfig.answering(port);
    GuestLauncher.copy(machine, launcher);
    Guest.output(
        machine,
        Command.of(
            "sh", "-c", DemoScripts.PREPARE, "sh", DemoScripts.SETUID_SLEEP, configuration, file));

    List<String> line =
        GuestLauncher.as("haproxy", designated, List.of("haproxy", "-W", "-db", "-f", file));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Session master =
        machine.start(
            Command.of(line.toArray(String[]::new)).onCpu(Guest.SERVER_CPU), new Sinks(said, said));
    try {
      return new Haproxy(machine, leg, port, children(machine, master.pid(), designated));
    } catch (Failure e) {
      throw new Failure(
          e.exitStatus(), e.getMessage() + " " + said.toString(StandardCharsets.UTF_8).strip(), e);
    }
  }

  private static Map<String, Integer> children(Machine machine, int master, boolean designated)
      throws InterruptedException {
    List<String> line = new ArrayList<>();
    line.addAll(List.of("sh", "-c", DemoScripts.CHILDREN, "sh", String.valueOf(master), WORKER));
    if (designated) {
      line.addAll(List.of(PROTECTED, SETUID));
    }
    Map<String, Integer> children = new HashMap<>();
    Guest.output(machine, Command.of(line.toArray(String[]::new)))
        .lines()
        .forEach(
            child -> {
              int space = child.indexOf(' ');
              children.put(
                  child.substring(space + 2, child.length() - 1),
                  Integer.valueOf(child.substring(0, space)));
            });
    return Map.copyOf(children);
  }

  /** The process that answers. */
  int worker() {
    return child(WORKER);
  }

  /** What its master started by {@code pti}. */
  int protectedChild() {
    return child(PROTECTED);
  }

  /** The setuid program that its master started. */
  int setuidChild() {
    return child(SETUID);
  }

  private int child(String name) {
    Integer pid = children.get(name);
    if (pid == null) {
      throw new IllegalStateException("haproxy did not start " + name);
    }
    return pid;
  }

  /**
   * A number of requests at a fixed rate, by h2load; on all connections at once, as a busy server
   * gets them: where it sleeps between two requests, waking it up is most of what is measured.
   */
  Load atRate(int requestsPerSecond, int requests) throws InterruptedException {
    return Load.ofH2load(
        Guest.output(
            machine,
            generator(
                "h2load",
                "--h1",
                "--threads=1",
                "--clients=" + CONNECTIONS,
                "--requests=" + requests,
                "--rps=" + requestsPerSecond / CONNECTIONS,
                url())));
  }

  /** One second at full speed, by wrk. */
  Load atFullSpeed() throws InterruptedException {
    return Load.ofWrk(
        Guest.output(
            machine,
            generator(
                "wrk", "--threads=1", "--connections=" + CONNECTIONS, "--duration=1", url())));
  }

  /**
   * How often the worker's page tables are loaded per request, counted over that many requests at
   * the fixed rate.
   *
   * @param log where the emulator may write its log
   * @param cr3 any CR3 value of the worker
   */
  double cr3WritesPerRequest(int requestsPerSecond, int requests, Path log, long cr3)
      throws InterruptedException {
    MmuTrace trace = machine.traceMmu(log);
    try (trace) {
      atRate(requestsPerSecond, requests);
    }
    return (double) PageTables.loads(trace.cr3Writes(), cr3) / requests;
  }

  /** The worker's last entry into the kernel; null where the kernel does not record it. */
  @Nullable Long entryCr3() throws InterruptedException {
    return Guest.entryCr3(machine, worker());
  }

  private Command generator(String... line) {
    List<String> all = new ArrayList<>();
    all.addAll(List.of("sh", "-c", DemoScripts.MEASURE, "sh", String.valueOf(worker())));
    // A generator that pays for isolation would hide most of what the server wins.
    all.addAll(List.of(GuestLauncher.NOPTI, "--"));
    all.addAll(List.of(line));
    return Command.of(all.toArray(String[]::new)).onCpu(Guest.GENERATOR_CPU);
  }

  private String url() {
    return "http://127.0.0.1:" + port + "/";
  }
}
