package io.ptictl.bench;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server did while a generator asked it.
 *
 * @param requests answered, all with success
 * @param perSecond requests per second, as the generator saw them
 * @param cpuNanos CPU time of the server's process meanwhile, from /proc/PID/schedstat (the
 *     kernel's Documentation/scheduler/sched-stats.rst)
 */
record Load(long requests, double perSecond, long cpuNanos) {
  private static final Pattern CPU = Pattern.compile("(?m)^cpu (\\d+) (\\d+)$");

  double cpuMillisPerRequest() {
    return cpuNanos / 1e6 / requests;
  }

  /**
   * @param printed what {@link DemoScripts#MEASURE} printed with h2load as the generator
   * @throws IllegalArgumentException as {@link Answers}
   */
  static Load ofH2load(String printed) {
    return of(Answers.ofH2load(printed), printed);
  }

  /** The same for wrk. */
  static Load ofWrk(String printed) {
    return of(Answers.ofWrk(printed), printed);
  }

  private static Load of(Answers answers, String printed) {
    Matcher cpu = Answers.find(CPU, printed);
    return new Load(
        answers.requests(),
        answers.perSecond(),
        Long.parseLong(cpu.group(2)) - Long.parseLong(cpu.group(1)));
  }
}
