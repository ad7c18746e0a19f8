package io.ptictl.conformance.mutant;

import io.ptictl.conformance.Plan;
import io.ptictl.lab.Command;
import io.ptictl.lab.Machine;
import io.ptictl.lab.MachineSpec;
import io.ptictl.lab.Session;
import io.ptictl.lab.Sinks;
import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import io.ptictl.report.Progress;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * All checks of one kernel in one machine: what it complains of by itself, its entry code as it
 * lies in memory, the specification, and the self-tests, the last of which switches the feature
 * off. Used once.
 */
final class Examination {
  private static final String PARAMETERS = "/sys/module/kernel/parameters/pti_optout_mutant_";
  private static final String SELF_TEST = "self-test";

  private final Place place;
  private final MachineSpec spec;
  private final Path program;
  private final String tests;
  private final Optional<Plan> plan;
  private final boolean all;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final List<Finding> findings = new ArrayList<>();

  /**
   * @param program the self-tests
   * @param tests the word by which they are chosen; empty: all
   * @param plan what is compared with the specification; the machine has what that takes
   * @param all go on after something was found
   */
  Examination(
      Place place, MachineSpec spec, Path program, String tests, Optional<Plan> plan, boolean all) {
    this.place = place;
    this.spec = spec;
    this.program = program;
    this.tests = tests;
    this.plan = plan;
    this.all = all;
  }

  /**
   * Boots the machine and looks.
   *
   * @throws Failure if there cannot be such a machine here
   */
  Looked run() throws InterruptedException {
    OutputStream console =
        new Lines(KernelLog.to(place.words(), found -> events.add(new Event.Complained(found))));
    boolean reached = true;
    try (Machine machine = Machine.boot(spec, console, Progress.SILENT)) {
      findings.addAll(new Inspection(machine, spec.kernel(), place).run());
      if (plan.isPresent() && !enough()) {
        findings.addAll(Comparison.of(machine, plan.get(), place.words()));
        takeComplaints();
      }
      if (!enough()) {
        runTests(machine);
      }
      if (!enough()) {
        reached = isReached(machine);
      }
    } catch (Failure e) {
      if (e.exitStatus() == ExitStatus.UNSUPPORTED) {
        throw e;
      }
      takeComplaints();
      if (findings.isEmpty()) {
        findings.add(
            new Finding("boot", "does not come up", String.valueOf(e.getMessage()), place.words()));
      }
    }
    return new Looked(findings, reached);
  }

  private boolean enough() {
    return !findings.isEmpty() && !all;
  }

  private boolean isReached(Machine machine) throws InterruptedException {
    return machine.run(Command.of("cat", PARAMETERS + "reached")).text().strip().equals("Y");
  }

  private void runTests(Machine machine) throws InterruptedException {
    List<String> line = new ArrayList<>(List.of(program.toString()));
    if (!tests.isEmpty()) {
      line.add(tests);
    }
    Session session =
        machine.start(
            Command.of(line.toArray(String[]::new)),
            new Sinks(new Lines(Tap.to(events::add)), OutputStream.nullOutputStream()));
    session.closeInput();
    Thread.ofVirtual().start(() -> awaitEnd(session));
    listen();
  }

  private void awaitEnd(Session session) {
    try {
      int status = session.waitFor();
      events.add(new Event.Ended(status == 0, "the self-tests end with status " + status));
    } catch (Failure e) {
      events.add(new Event.Ended(false, String.valueOf(e.getMessage())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Until the tests have ended, one takes too long, or something is found and that is enough. */
  private void listen() throws InterruptedException {
    String last = "none";
    while (!enough()) {
      Event event = events.poll(place.patience().toSeconds(), TimeUnit.SECONDS);
      switch (event) {
        case null -> {
          found(SELF_TEST, "the one after \"" + last + "\" does not end", "");
          return;
        }
        case Event.Passed passed -> last = passed.test();
        case Event.Failed failed -> {
          found(SELF_TEST, failed.test(), failed.why());
          last = failed.test();
        }
        case Event.Complained complained -> findings.add(complained.finding());
        case Event.Ended ended -> {
          takeComplaints();
          if (!ended.wellDone() && findings.isEmpty()) {
            found(SELF_TEST, "not completed", ended.how());
          }
          return;
        }
      }
    }
  }

  private void found(String check, String what, String detail) {
    findings.add(new Finding(check, what, detail, place.words()));
  }

  /** What the console said that nobody has listened to yet. */
  private void takeComplaints() {
    for (Event event = events.poll(); event != null; event = events.poll()) {
      if (event instanceof Event.Complained complained) {
        findings.add(complained.finding());
      }
    }
  }
}
