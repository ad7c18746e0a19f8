package io.ptictl.kbuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The series of this checkout's kernel directory. */
final class SeriesTest {
  private final Feature feature = new Feature(Path.of("kernel"));

  @Test
  void everyFileAndHookBelongsToOneStep() throws Exception {
    Series series = Series.of(feature);
    assertThat(series.steps()).hasSize(7);
    assertThat(series.files().keySet()).isEqualTo(feature.seriesFiles().keySet());
    int hooks = 0;
    for (SeriesStep step : series.steps()) {
      hooks += series.hooks(feature, step).size();
    }
    assertThat(hooks).isEqualTo(feature.seriesHooks().size());
  }

  @Test
  void titlesFitASubjectLineAndMessagesAMail() throws Exception {
    for (SeriesStep step : Series.of(feature).steps()) {
      assertThat(step.title().length()).as(step.title()).isLessThanOrEqualTo(75);
      assertThat(step.message().lines()).allMatch(line -> line.length() <= 75);
    }
  }

  @Test
  void noFileUsesWhatALaterStepBringsAndAllAreWholeAtTheEnd() throws Exception {
    Series series = Series.of(feature);
    for (SeriesStep step : series.steps()) {
      Growth growth = new Growth(series, step.number());
      for (Map.Entry<Path, Series.OwnFile> file : series.files().entrySet()) {
        if (file.getValue().step() <= step.number()) {
          List<String> whole = Files.readAllLines(file.getValue().source());
          List<String> now = growth.at(file.getKey(), whole);
          assertThat(now).as(file.getKey() + " at step " + step.number()).isNotEmpty();
          if (step.number() == series.steps().size()) {
            assertThat(now).isEqualTo(whole);
          }
        }
      }
    }
  }
}
