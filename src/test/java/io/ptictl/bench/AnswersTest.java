package io.ptictl.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** h2load and wrk are in {@link LoadTest}. */
class AnswersTest {
  /** What redis-benchmark 7.0 of Debian 12 prints, shortened; its progress ends with a return. */
  private static final String REDIS =
      "SET: rps=0.0 (overall: 0.0) avg_msec=nan (overall: nan)\r"
          + """
          ====== SET ======
            8000 requests completed in 0.43 seconds
            8 parallel clients
            3 bytes payload
            keep alive: 1

          Summary:
            throughput summary: 18475.75 requests per second
            latency summary (msec):
          """;

  /** What pgbench 15 of Debian 12 prints, shortened. */
  private static final String PGBENCH =
      """
      pgbench (15.18 (Debian 15.18-0+deb12u1))
      transaction type: <builtin: select only>
      number of transactions per client: 500
      number of transactions actually processed: %d/2000
      number of failed transactions: %d (0.000%%)
      latency average = 1.234 ms
      initial connection time = 42.000 ms
      tps = 3241.123456 (without initial connection time)
      """;

  @Test
  void readsRedisBenchmark() {
    assertThat(Answers.ofRedisBenchmark(REDIS)).isEqualTo(new Answers(8000, 18475.75));
  }

  @Test
  void refusesErrorsOfRedis() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Answers.ofRedisBenchmark("Error from server: MISCONF\n" + REDIS))
        .withMessageContaining("MISCONF");
  }

  @Test
  void readsPgbench() {
    assertThat(Answers.ofPgbench(PGBENCH.formatted(2000, 0)))
        .isEqualTo(new Answers(2000, 3241.123456));
  }

  @Test
  void refusesTransactionsThatWereLost() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Answers.ofPgbench(PGBENCH.formatted(1999, 1)))
        .withMessageContaining("1999/2000");
  }

  @Test
  void refusesOutputOfAnotherForm() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Answers.ofRedisBenchmark("Could not connect to Redis"))
        .withMessageContaining("Could not connect");
  }
}
