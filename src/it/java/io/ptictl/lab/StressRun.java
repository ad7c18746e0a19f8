package io.ptictl.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.report.Progress;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.regex.Pattern;

/** The stress program in a machine, with NMIs from outside, and a look at the console. */
final class StressRun {
  private static final Pattern COUNT = Pattern.compile(" *(\\d+) [a-zA-Z].*");
  private static final int PERIOD_MS = 700;

  private StressRun() {}

  /** Asserts that every state was right, every event happened, and the kernel had no complaint. */
  static void assertGood(MachineSpec spec, int seconds) throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Complaints complaints = new Complaints(said);
    // The NMIs come by a pin that otherwise only the first CPU listens to.
    MachineSpec listening = spec.plus("loglevel=5", "apic_extnmi=all");
    try (Machine machine = Machine.boot(listening, complaints, Progress.SILENT)) {
      Result result = runWhile(machine, seconds, "nmi");
      System.out.println(spec.processors() + " CPUs, " + seconds + " s\n" + result.text());
      assertThat(result.status()).as(result + "\n" + said.toString(UTF_8)).isZero();
      List<String> counts =
          result.text().lines().filter(line -> COUNT.matcher(line).matches()).toList();
      assertThat(counts).isNotEmpty().noneMatch(line -> line.strip().startsWith("0 "));
      assertTaken(machine, spec.processors(), "NMI");
    }
    assertThat(said.toString(UTF_8)).isEmpty();
    assertThat(complaints.any()).isFalse();
  }

  /** Runs it while QEMU's monitor is given this command again and again. */
  static Result runWhile(Machine machine, int seconds, String monitorCommand)
      throws InterruptedException {
    Thread outside = Thread.ofPlatform().daemon().start(() -> repeat(machine, monitorCommand));
    try {
      return machine.run(Selftests.command("stress", Integer.toString(seconds)));
    } finally {
      outside.interrupt();
      outside.join();
    }
  }

  private static void repeat(Machine machine, String monitorCommand) {
    try {
      while (true) {
        machine.monitor(monitorCommand);
        Thread.sleep(PERIOD_MS);
      }
    } catch (InterruptedException e) {
      return;
    }
  }

  /** Asserts that each CPU took interrupts of this kind. */
  static void assertTaken(Machine machine, int processors, String kind)
      throws InterruptedException {
    String interrupts = machine.run(Command.of("cat", "/proc/interrupts")).text();
    String line = interrupts.lines().filter(l -> l.contains(kind + ":")).findFirst().orElseThrow();
    System.out.println(line);
    List<String> words = List.of(line.strip().split(" +"));
    for (int cpu = 0; cpu < processors; cpu++) {
      assertThat(Integer.parseInt(words.get(1 + cpu))).as(line).isPositive();
    }
  }
}
