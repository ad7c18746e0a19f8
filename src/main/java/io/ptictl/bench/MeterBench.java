package io.ptictl.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.ptictl.lab.Command;
import io.ptictl.lab.Machine;
import io.ptictl.lab.Session;
import io.ptictl.lab.Sinks;
import io.ptictl.report.Failure;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs all benchmarks in a machine, one after the other. One thread at a time. */
final class MeterBench {
  private static final int STATE_LINES = 3;
  private static final int PIPE = 1 << 16;

  private static final String COPY =
      "cp \"$1\" /run/ptictl-meter && shift && exec /run/ptictl-meter \"$@\"";

  /** Looks at a machine while a benchmark runs, and at no other time. */
  interface Watcher {
    /** It is about to begin; {@code entryCr3} is what its process entered the kernel with, or 0. */
    void begins(Benchmark benchmark, long entryCr3);

    /** It has run that often, and has ended. */
    void ended(Benchmark benchmark, int rounds);
  }

  /** Looks at nothing. */
  static final Watcher NOBODY =
      new Watcher() {
        @Override
        public void begins(Benchmark benchmark, long entryCr3) {}

        @Override
        public void ended(Benchmark benchmark, int rounds) {}
      };

  private final String meter;
  private final int rounds;

  /**
   * @param meter the compiled guest/meter
   * @param rounds of each benchmark
   */
  MeterBench(String meter, int rounds) {
    this.meter = meter;
    this.rounds = rounds;
  }

  /**
   * In a guest.
   *
   * @throws Failure if the leg does not run as it is to, or a benchmark fails
   */
  Map<Benchmark, Measured> run(Machine machine, CountedLeg leg, Watcher watcher)
      throws InterruptedException {
    return run(machine, leg, MeterMode.of(leg), watcher);
  }

  /** The same in another mode. */
  Map<Benchmark, Measured> run(Machine machine, CountedLeg leg, MeterMode mode, Watcher watcher)
      throws InterruptedException {
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    try {
      PipedInputStream printed = new PipedInputStream(PIPE);
      Session session =
          machine.start(
              Command.of(inGuest(line(mode)).toArray(String[]::new)),
              new Sinks(new PipedOutputStream(printed), errors));
      Map<Benchmark, Measured> measured = follow(printed, session.input(), leg::require, watcher);
      session.waitFor();
      return measured;
    } catch (IOException e) {
      throw failed(leg.words(), e, errors.toString(UTF_8));
    }
  }

  /**
   * On this machine.
   *
   * @param out opted out, or as it comes
   * @throws Failure if a benchmark fails
   */
  Map<Benchmark, Measured> runHere(boolean out) throws InterruptedException {
    Process process = null;
    try {
      process =
          new ProcessBuilder(line(out ? MeterMode.OPTED_OUT : MeterMode.AS_IT_COMES))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      Map<Benchmark, Measured> measured =
          follow(process.getInputStream(), process.getOutputStream(), _ -> {}, NOBODY);
      process.waitFor();
      return measured;
    } catch (IOException e) {
      throw failed("this machine", e, "");
    } finally {
      if (process != null) {
        process.destroyForcibly();
      }
    }
  }

  /**
   * From the guest's memory, since it executes itself: no file system of the host in between. The
   * guest's local APIC is its to use.
   */
  private static List<String> inGuest(List<String> line) {
    List<String> words = new ArrayList<>(List.of("sh", "-c", COPY, "sh"));
    words.addAll(line);
    words.add("apic");
    return words;
  }

  private List<String> line(MeterMode mode) {
    return List.of(meter, "bench", String.valueOf(rounds), mode.word());
  }

  private static Failure failed(String where, IOException e, String errors) {
    return Failure.failed(
        ("meter bench, " + where + ": " + e.getMessage() + " " + errors.strip()).strip());
  }

  private static Map<Benchmark, Measured> follow(
      InputStream printed, OutputStream input, Consumer<MeterOutput> require, Watcher watcher)
      throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(printed, US_ASCII));
    Map<Benchmark, Measured> measured = new EnumMap<>(Benchmark.class);
    MeterOutput state = state(lines);
    require.accept(state);
    for (Benchmark benchmark : Benchmark.values()) {
      String[] ready = ready(benchmark, line(lines));
      watcher.begins(benchmark, ready[3].equals("-") ? 0 : Long.decode(ready[3]));
      goOn(input);
      measured.put(benchmark, Measured.parse(benchmark, line(lines)));
      watcher.ended(benchmark, Integer.parseInt(ready[2]));
      goOn(input);
    }
    return measured;
  }

  private static void goOn(OutputStream input) throws IOException {
    input.write('\n');
    input.flush();
  }

  private static MeterOutput state(BufferedReader lines) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < STATE_LINES; i++) {
      text.append(line(lines)).append('\n');
    }
    return MeterOutput.ofState(text.toString());
  }

  /** The words of the line: "ready", which benchmark, how often it will run, its CR3. */
  private static String[] ready(Benchmark benchmark, String line) throws IOException {
    String[] words = line.split(" ", -1);
    if (words.length != 4 || !words[0].equals("ready") || !words[1].equals(benchmark.meterWord())) {
      throw new IOException("said \"" + line + "\", not \"ready " + benchmark.meterWord() + "\"");
    }
    return words;
  }

  private static String line(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    if (line == null) {
      throw new IOException("ended early");
    }
    return line;
  }
}
