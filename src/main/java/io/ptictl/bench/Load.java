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
  private static final Pattern H2LOAD_RATE = Pattern.compile("finished in \\S+, ([0-9.]+) req/s");
  private static final Pattern H2LOAD_REQUESTS =
      Pattern.compile("requests: (\\d+) total,.* (\\d+) succeeded,");
  private static final Pattern WRK_RATE = Pattern.compile("Requests/sec: +([0-9.]+)");
  private static final Pattern WRK_REQUESTS = Pattern.compile("(\\d+) requests in ");
  private static final Pattern WRK_FAILED =
      Pattern.compile("Socket errors|Non-2xx or 3xx responses");
  private static final Pattern CPU = Pattern.compile("(?m)^cpu (\\d+) (\\d+)$");

  double cpuMillisPerRequest() {
    return cpuNanos / 1e6 / requests;
  }

  /**
   * @param printed what {@link DemoScripts#MEASURE} printed with h2load as the generator
   * @throws IllegalArgumentException if a request failed or the output is of another form
   */
  static Load ofH2load(String printed) {
    Matcher requests = find(H2LOAD_REQUESTS, printed);
    if (!requests.group(1).equals(requests.group(2))) {
      throw new IllegalArgumentException("h2load: requests failed: " + requests.group());
    }
    return new Load(
        Long.parseLong(requests.group(1)),
        Double.parseDouble(find(H2LOAD_RATE, printed).group(1)),
        cpu(printed));
  }

  /** The same for wrk. */
  static Load ofWrk(String printed) {
    if (WRK_FAILED.matcher(printed).find()) {
      throw new IllegalArgumentException("wrk: requests failed: " + printed.strip());
    }
    return new Load(
        Long.parseLong(find(WRK_REQUESTS, printed).group(1)),
        Double.parseDouble(find(WRK_RATE, printed).group(1)),
        cpu(printed));
  }

  private static long cpu(String printed) {
    Matcher cpu = find(CPU, printed);
    return Long.parseLong(cpu.group(2)) - Long.parseLong(cpu.group(1));
  }

  private static Matcher find(Pattern pattern, String printed) {
    Matcher matcher = pattern.matcher(printed);
    if (!matcher.find()) {
      throw new IllegalArgumentException(
          "no \"" + pattern.pattern() + "\" in \"" + printed.strip() + "\"");
    }
    return matcher;
  }
}
