package io.ptictl.cli;

import static io.ptictl.report.Numbers.format;

import io.ptictl.bench.Benchmark;
import io.ptictl.bench.HostBench;
import io.ptictl.bench.HostBench.Times;
import io.ptictl.bench.Rounds;
import io.ptictl.process.MachineState;
import io.ptictl.report.ExitStatus;
import io.ptictl.report.Json;
import io.ptictl.report.Progress;
import io.ptictl.report.Table;
import io.ptictl.report.Table.Column;
import io.ptictl.sys.Programs;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ptictl bench}: micro-benchmarks of this machine. */
@Command(
    name = "bench",
    header = "Measures what isolation costs this machine in micro-benchmarks.",
    description = {
      "Runs system calls, faults, interrupts, processes and pairs of processes, isolated and opted"
          + " out in turn. Where nobody can opt out, it shows the times as they are: the median,"
          + " and half the distance between the least and the most as a part of it. On a machine"
          + " with other work use taskset(1) and an idle CPU.",
      ""
    },
    footer = {"", "Exit status: 0; 1 if a benchmark failed."},
    mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec self;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description = "repetitions to take the median of: 1 to 99, 5 by default")
  private int repetitions = 5;

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    Repetitions.require("--repeat", repetitions);
    MachineState machine = MachineState.read();
    boolean optOut = machine.isolating() && machine.control() && machine.allowed();
    Map<Benchmark, Times> times;
    try (Progress progress = Bar.open()) {
      times = new HostBench(Programs.own("lib/meter"), repetitions, progress).run(optOut);
    }
    PrintWriter out = self.commandLine().getOut();
    if (json) {
      Json.print(out, "bench", rows(times));
    } else {
      table(times, optOut).print(out, Screen.outputWidth());
      out.println();
      out.println(machine.words());
    }
    return ExitStatus.YES;
  }

  private static List<Map<String, @Nullable Object>> rows(Map<Benchmark, Times> times) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    times.forEach(
        (benchmark, one) -> {
          Map<String, @Nullable Object> row = new LinkedHashMap<>();
          row.put("benchmark", benchmark.words());
          row.put("nanoseconds", one.asItComes().values());
          row.put("nanoseconds_opted_out", one.optedOut().values());
          rows.add(row);
        });
    return rows;
  }

  private static Table table(Map<Benchmark, Times> times, boolean optOut) {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.left("BENCHMARK"));
    columns.add(Column.right("NS"));
    columns.add(Column.right("+-"));
    if (optOut) {
      columns.add(Column.right("OPTED OUT"));
      columns.add(Column.right("+-"));
      columns.add(Column.right("RATIO"));
    }
    Table table = new Table(columns.toArray(Column[]::new));
    times.forEach(
        (benchmark, one) -> {
          List<String> cells = new ArrayList<>();
          cells.add(benchmark.words());
          add(cells, one.asItComes());
          if (optOut) {
            add(cells, one.optedOut());
            cells.add(format("%.2f", one.asItComes().median() / one.optedOut().median()));
          }
          table.row(cells.toArray(String[]::new));
        });
    return table;
  }

  private static void add(List<String> cells, Rounds nanoseconds) {
    cells.add(format("%.0f", nanoseconds.median()));
    cells.add(format("%.0f %%", 100 * nanoseconds.spread()));
  }
}
