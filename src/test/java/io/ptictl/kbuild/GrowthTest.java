package io.ptictl.kbuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ptictl.report.Failure;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GrowthTest {
  @TempDir private Path directory;
  private TinyKernel tiny;

  @BeforeEach
  void makeSeries() throws Exception {
    tiny = TinySeries.of(new TinyKernel(directory.toRealPath()));
  }

  private String at(int step, String file, String whole) throws Exception {
    List<String> lines = whole.lines().toList();
    return String.join("\n", new Growth(Series.of(tiny.feature()), step).at(Path.of(file), lines))
        + "\n";
  }

  @Test
  void aMakefileHasTheObjectsWhoseSourcesAreThere() throws Exception {
    assertThat(at(1, "tiny/Makefile", TinySeries.MAKEFILE)).isEqualTo("obj-y\t+= state.o\n");
    assertThat(at(2, "tiny/Makefile", TinySeries.MAKEFILE)).isEqualTo(TinySeries.MAKEFILE);
  }

  @Test
  void kconfigHasTheOptionsOfTheStepsSoFar() throws Exception {
    assertThat(at(1, "tiny/Kconfig", TinySeries.KCONFIG))
        .isEqualTo("config TINY\n\tbool \"Tiny\"\n");
    assertThat(at(2, "tiny/Kconfig", TinySeries.KCONFIG)).isEqualTo(TinySeries.KCONFIG);
  }

  @Test
  void aHeaderHasTheSectionsOfTheSourcesThatAreThere() throws Exception {
    assertThat(at(1, "tiny/internal.h", TinySeries.INTERNAL))
        .isEqualTo(
            """
            #ifdef CONFIG_TINY
            /* state.c: the state */
            int state(void);

            #else
            #endif
            """);
    assertThat(at(2, "tiny/internal.h", TinySeries.INTERNAL)).isEqualTo(TinySeries.INTERNAL);
  }

  @Test
  void aSourceHasNeitherCallsNorIncludesNorConditionsOfLaterSteps() throws Exception {
    assertThat(at(1, "tiny/state.c", TinySeries.STATE))
        .isEqualTo(
            """
            #include "internal.h"

            int none;

            int state(void)
            {
            \treturn 0;
            }
            """);
    assertThat(at(2, "tiny/state.c", TinySeries.STATE)).isEqualTo(TinySeries.STATE);
  }

  @Test
  void aCallThatIsMoreThanAStatementIsRefused() {
    assertThatThrownBy(() -> at(1, "tiny/state.c", "\tif (tiny_mark(1, 2))\n\t\treturn;\n"))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith("tiny/state.c: uses tiny_mark at step 1");
  }

  @Test
  void aCallThatIsAllThatAConditionControlsIsRefused() {
    assertThatThrownBy(() -> at(1, "tiny/state.c", "\tif (live)\n\t\ttiny_mark(1, 2);\n"))
        .isInstanceOf(Failure.class)
        .hasMessage("tiny/state.c: tiny_mark(1, 2); is all that a condition controls at step 1");
  }

  @Test
  void aSectionOfAnUnknownFileIsRefused() {
    assertThatThrownBy(() -> at(1, "tiny/internal.h", "/* other.c: it */\nint other;\n"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("the section of other.c belongs to 0 files");
  }
}
