package io.ptictl.cli;

import io.ptictl.launcher.Programs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A program of its own: how long ptictl status takes on a machine with many processes, beside how
 * long ptictl takes to start and print its version. Arguments: the number of processes (10000), and
 * how often each is measured (11). The commands take turns, so that a busy moment hits all of them.
 */
final class StatusBench {
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("--version"),
          List.of("status"),
          List.of("status", "--all"),
          List.of("status", "--all", "--tree", "--json"));

  private StatusBench() {}

  public static void main(String[] args) throws Exception {
    String processes = args.length > 0 ? args[0] : "10000";
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 11;
    Process crowd = new ProcessBuilder(Programs.helper("crowd"), processes).start();
    try {
      if (crowd.getInputStream().read() < 0) {
        throw new IOException("the crowd did not come; is there room for so many processes?");
      }
      Map<List<String>, List<Double>> seconds = new LinkedHashMap<>();
      for (int round = 0; round <= rounds; round++) {
        for (List<String> command : COMMANDS) {
          double time = run(command);
          if (round > 0) {
            seconds.computeIfAbsent(command, _ -> new ArrayList<>()).add(time);
          }
        }
      }
      print(processes, seconds);
    } finally {
      crowd.destroyForcibly();
    }
  }

  private static void print(String processes, Map<List<String>, List<Double>> seconds) {
    double start = median(seconds.get(COMMANDS.getFirst()));
    System.out.printf("%s processes more, medians, seconds%n", processes);
    System.out.printf("%-30s %8s %8s %16s%n", "ptictl", "median", "least", "beyond the start");
    seconds.forEach(
        (command, times) ->
            System.out.printf(
                "%-30s %8.3f %8.3f %16.3f%n",
                String.join(" ", command),
                median(times),
                Collections.min(times),
                median(times) - start));
  }

  private static double run(List<String> command) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(Programs.launcher("ptictl")));
    line.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    long begin = System.nanoTime();
    builder.start().waitFor();
    return (System.nanoTime() - begin) / 1e9;
  }

  private static double median(List<Double> times) {
    List<Double> sorted = times.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
