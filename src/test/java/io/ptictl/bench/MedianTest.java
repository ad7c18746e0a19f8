package io.ptictl.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class MedianTest {
  @Test
  void oneDisturbedRoundDoesNotMoveIt() {
    assertThat(Median.of(List.of(3.0, 1.0, 1000.0), Double::doubleValue)).isEqualTo(3.0);
  }

  @Test
  void isTheMeanOfTheMiddleTwo() {
    assertThat(Median.of(List.of(4.0, 1.0, 2.0, 1000.0), Double::doubleValue)).isEqualTo(3.0);
  }

  @Test
  void needsARound() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Median.of(List.<Double>of(), Double::doubleValue));
  }
}
