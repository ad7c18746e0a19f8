package io.ptictl.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ptictl.estimate.PublishedRow.Fit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class ModelCheckTest {
  private final ModelCheck check = ModelCheck.ofPublished();

  @Test
  void oneFigureForAllFitsThePublishedTableAsWasPublished() {
    assertThat(100 * ModelCheck.meanErrorOfCommonFigures(true)).isCloseTo(3.7, within(0.05));
    assertThat(100 * ModelCheck.meanErrorOfCommonFigures(false)).isCloseTo(5.9, within(0.05));
  }

  @Test
  void noFittedRowIsOffByATenthOfTheWhole() {
    assertThat(check.rows(Fit.FITTED)).hasSize(17).allMatch(row -> Math.abs(row.error()) < 0.1);
  }

  @Test
  void theProcessorHeldOutIsMetWithinThreeTenthsOfAPercent() {
    assertThat(check.rows(Fit.HELD_OUT).getFirst())
        .returns("getpid", PublishedRow::what)
        .returns(129.0, PublishedRow::with)
        .extracting(PublishedRow::error)
        .asInstanceOf(InstanceOfAssertFactories.DOUBLE)
        .isCloseTo(0, within(0.003));
  }

  @Test
  void namesTheRowsWhereItFails() {
    assertThat(check.failing())
        .extracting(PublishedRow::what)
        .containsExactly("context switching", "50k system calls/s", "5k/s, 100 MB touched");
    assertThat(check.failing().getLast().modelled()).isCloseTo(0.07, within(0.005));
  }
}
