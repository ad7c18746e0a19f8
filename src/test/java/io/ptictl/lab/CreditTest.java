package io.ptictl.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CreditTest {
  private final Credit credit = new Credit();

  @Test
  void givesNoMoreThanThereIs() throws InterruptedException {
    assertThat(credit.take(10)).isEqualTo(10);
    assertThat(credit.take(Integer.MAX_VALUE)).isEqualTo(Credit.WINDOW - 10);
    credit.grant(5);
    assertThat(credit.take(10)).isEqualTo(5);
  }

  @Test
  void waitsUntilSomeIsGranted() throws InterruptedException {
    assertThat(credit.take(Credit.WINDOW)).isEqualTo(Credit.WINDOW);
    Thread granting = Thread.ofVirtual().start(() -> credit.grant(3));
    assertThat(credit.take(10)).isEqualTo(3);
    granting.join();
  }

  @Test
  void givesNothingAfterTheEnd() throws InterruptedException {
    credit.end();
    assertThat(credit.take(10)).isZero();
  }
}
