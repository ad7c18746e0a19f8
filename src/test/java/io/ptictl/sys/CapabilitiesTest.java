package io.ptictl.sys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class CapabilitiesTest {
  @Test
  void areThoseThatAChildInherits() throws Exception {
    Process cat = new ProcessBuilder("grep", "CapEff", "/proc/self/status").start();
    String line = new String(cat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    Capabilities mine = Capabilities.ofThisProcess();
    assertThat(line.strip()).endsWith("%016x".formatted(mine.effective()));
  }

  @Test
  void countOnlyInTheInitialNamespace() {
    long rawIo = 1L << Capabilities.SYS_RAWIO;
    assertThat(new Capabilities(rawIo, true).mayOptOut()).isTrue();
    assertThat(new Capabilities(rawIo, false).mayOptOut()).isFalse();
    assertThat(new Capabilities(1L << Capabilities.PAYLOAD, true).mayOptOut()).isTrue();
    assertThat(new Capabilities(~(rawIo | 1L << Capabilities.PAYLOAD), true).mayOptOut()).isFalse();
  }
}
