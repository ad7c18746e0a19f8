package io.ptictl.bench;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a generator says of a server.
 *
 * @param requests answered, all with success
 * @param perSecond requests per second
 */
record Answers(long requests, double perSecond) {
  private static final Pattern H2LOAD_RATE = Pattern.compile("finished in \\S+, ([0-9.]+) req/s");
  private static final Pattern H2LOAD_REQUESTS =
      Pattern.compile("requests: (\\d+) total,.* (\\d+) succeeded,");
  private static final Pattern WRK_RATE = Pattern.compile("Requests/sec: +([0-9.]+)");
  private static final Pattern WRK_REQUESTS = Pattern.compile("(\\d+) requests in ");
  private static final Pattern WRK_FAILED =
      Pattern.compile("Socket errors|Non-2xx or 3xx responses");
  private static final Pattern REDIS_RATE =
      Pattern.compile("throughput summary: ([0-9.]+) requests per second");
  private static final Pattern REDIS_REQUESTS = Pattern.compile("(\\d+) requests completed in ");
  private static final Pattern REDIS_FAILED = Pattern.compile("(?i)error");
  private static final Pattern PGBENCH_RATE =
      Pattern.compile("tps = ([0-9.]+) \\(without initial connection time\\)");
  private static final Pattern PGBENCH_REQUESTS =
      Pattern.compile("number of transactions actually processed: (\\d+)/(\\d+)");

  /**
   * Of h2load(1).
   *
   * @throws IllegalArgumentException if a request failed or the output is of another form
   */
  static Answers ofH2load(String printed) {
    return ofTotal("h2load", H2LOAD_REQUESTS, 2, 1, H2LOAD_RATE, printed);
  }

  /** The same of wrk(1). */
  static Answers ofWrk(String printed) {
    return unless("wrk", WRK_FAILED, WRK_REQUESTS, WRK_RATE, printed);
  }

  /** The same of redis-benchmark. */
  static Answers ofRedisBenchmark(String printed) {
    return unless("redis-benchmark", REDIS_FAILED, REDIS_REQUESTS, REDIS_RATE, printed);
  }

  /** The same of pgbench(1); its rate leaves out what connecting took. */
  static Answers ofPgbench(String printed) {
    return ofTotal("pgbench", PGBENCH_REQUESTS, 1, 2, PGBENCH_RATE, printed);
  }

  private static Answers ofTotal(
      String generator, Pattern requests, int succeeded, int total, Pattern rate, String printed) {
    Matcher counted = find(requests, printed);
    if (!counted.group(succeeded).equals(counted.group(total))) {
      throw failed(generator, counted.group());
    }
    return new Answers(
        Long.parseLong(counted.group(succeeded)), Double.parseDouble(find(rate, printed).group(1)));
  }

  private static Answers unless(
      String generator, Pattern failure, Pattern requests, Pattern rate, String printed) {
    if (failure.matcher(printed).find()) {
      throw failed(generator, printed.strip());
    }
    return new Answers(
        Long.parseLong(find(requests, printed).group(1)),
        Double.parseDouble(find(rate, printed).group(1)));
  }

  private static IllegalArgumentException failed(String generator, String said) {
    return new IllegalArgumentException(generator + ": requests failed: " + said);
  }

  /**
   * The first place.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Matcher find(Pattern pattern, String printed) {
    Matcher matcher = pattern.matcher(printed);
    if (!matcher.find()) {
      throw new IllegalArgumentException(
          "no \"" + pattern.pattern() + "\" in \"" + printed.strip() + "\"");
    }
    return matcher;
  }
}
