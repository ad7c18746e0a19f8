package io.ptictl.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {
  @Test
  void theSpreadIsHalfTheDistanceOfTheExtremes() {
    Rounds rounds = new Rounds(List.of(1.0, 3.0, 2.0));
    assertThat(rounds.median()).isEqualTo(2);
    assertThat(rounds.spread()).isEqualTo(0.5);
  }

  @Test
  void whatWasNotMeasuredHasNoMedian() {
    assertThat(new Rounds(List.of()).isEmpty()).isTrue();
    assertThat(new Rounds(List.of()).median()).isNaN();
    assertThat(new Rounds(List.of()).spread()).isNaN();
  }
}
