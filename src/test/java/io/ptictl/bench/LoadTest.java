package io.ptictl.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LoadTest {
  /** What h2load 1.52 of Debian 12 prints, shortened. */
  private static final String H2LOAD =
      """
      starting benchmark...
      finished in 988.06ms, 404.83 req/s, 26.49KB/s
      requests: 400 total, 400 started, 400 done, %d succeeded, %d failed, 0 errored, 0 timeout
      status codes: 400 2xx, 0 3xx, 0 4xx, 0 5xx
      cpu 1000000 157000000
      """;

  /** What wrk 4.1 of Debian 12 prints, shortened. */
  private static final String WRK =
      """
        18629 requests in 1.10s, 1.19MB read
      %sRequests/sec:  16996.19
      Transfer/sec:      1.08MB
      cpu 5 1084062755
      """;

  @Test
  void readsH2load() {
    Load load = Load.ofH2load(H2LOAD.formatted(400, 0));
    assertThat(load).isEqualTo(new Load(400, 404.83, 156_000_000));
    assertThat(load.cpuMillisPerRequest()).isCloseTo(0.39, within(1e-9));
  }

  @Test
  void refusesFailedRequestsOfH2load() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Load.ofH2load(H2LOAD.formatted(399, 1)))
        .withMessageContaining("requests failed");
  }

  @Test
  void readsWrk() {
    assertThat(Load.ofWrk(WRK.formatted(""))).isEqualTo(new Load(18629, 16996.19, 1_084_062_750));
  }

  @Test
  void refusesFailedRequestsOfWrk() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Load.ofWrk(
                    WRK.formatted("  Socket errors: connect 0, read 8, write 0, timeout 0\n")))
        .withMessageContaining("requests failed");
  }

  @Test
  void refusesOutputOfAnotherForm() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Load.ofWrk("unable to connect to 127.0.0.1:8001 Connection refused\n"))
        .withMessageContaining("Connection refused");
  }
}
