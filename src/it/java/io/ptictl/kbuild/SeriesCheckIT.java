package io.ptictl.kbuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.report.Progress;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds each step of this checkout's series. */
@Tag("thorough")
class SeriesCheckIT {
  @TempDir private Path directory;

  @Test
  void everyStepIsGood() {
    List<Path> mails =
        SeriesExport.ofThisCheckout("ptictl")
            .write(
                directory, Author.DEVELOPERS, ZonedDateTime.now(ZoneOffset.UTC), Progress.SILENT);
    CheckReport report = SeriesCheck.ofThisMachine().run(mails, Progress.SILENT);
    assertThat(report.steps()).hasSize(7).allMatch(CheckReport.Step::good);
    assertThat(report.off().differentCode()).isEmpty();
  }
}
