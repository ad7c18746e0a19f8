package io.ptictl.kbuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.report.Progress;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks a small series in a small tree, with the real git(1), make(1) and gcc(1). */
final class SeriesCheckTest {
  /** As much of the kernel's as the check uses. */
  private static final String MAKEFILE =
      """
      VERSION = 6
      PATCHLEVEL = 12
      SUBLEVEL = 7
      CONFIG := $(shell sed -n 's/^CONFIG_TINY\\(.*\\)=y/-DCONFIG_TINY\\1/p' .config)
      SOURCES := $(wildcard core/*.c) $(if $(CONFIG),$(wildcard tiny/*.c))
      OBJECTS := $(SOURCES:.c=.o)

      vmlinux: $(OBJECTS)
      allnoconfig:
      \tcp $(KCONFIG_ALLCONFIG) .config
      olddefconfig:
      %.o: %.c FORCE
      \tgcc -O2 $(if $(W),-Wunused-parameter) $(CONFIG) -c -o $@ $<
      FORCE:
      """;

  private static final String CHECKPATCH =
      """
      open(my $mail, '<', $ARGV[-1]);
      while (<$mail>) {
        print "core/main.c:1: WARNING:UGLY: it is\\n" if /^\\+.*ugly/;
        print "tools/testing/selftests/x.c:1: WARNING:VOLATILE: it is\\n" if /^\\+.*volatile/;
      }
      """;

  private static final String MAIN =
      """
      int one;
      int unused(int known) { return 1; }
      int main(void)
      {
      \treturn one;
      }
      """;

  @TempDir private Path directory;
  private TinyKernel tiny;

  @BeforeEach
  void makeSeries() throws Exception {
    tiny = TinySeries.of(new TinyKernel(directory.toRealPath()));
    tiny.write("linux/Makefile", MAKEFILE);
    tiny.write("linux/core/main.c", MAIN);
    tiny.write("linux/scripts/checkpatch.pl", CHECKPATCH);
    tiny.write("linux/tools/testing/selftests/Makefile", "all:\n");
    tiny.pack();
    tiny.write("kernel/config/patched/90-optout.config", "CONFIG_TINY=y\nCONFIG_TINY_RECORD=y\n");
    tiny.write("kernel/common/tiny/state.c", "int state;\n");
  }

  private void addHook(String name, String line) throws Exception {
    tiny.write(
        "kernel/hooks/" + name + ".patch",
        "--- a/core/main.c\n+++ b/core/main.c\n@@ -1,2 +1,3 @@\n int one;\n+"
            + line
            + "\n int unused(int known) { return 1; }\n");
  }

  private CheckReport check() {
    SourceArchive source = new SourceArchive(tiny.archive());
    List<Path> mails =
        new SeriesExport(source, tiny.feature(), "ptictl 1")
            .write(
                tiny.root.resolve("mails"),
                Author.DEVELOPERS,
                ZonedDateTime.now(ZoneOffset.UTC),
                Progress.SILENT);
    return new SeriesCheck(source, tiny.feature(), tiny.cache()).run(mails, Progress.SILENT);
  }

  @Test
  void aGoodSeriesIsGoodAndNothingIsLeft() throws Exception {
    CheckReport report = check();
    assertThat(report.steps()).hasSize(3).allMatch(CheckReport.Step::good);
    assertThat(report.off().identical()).isEqualTo(1);
    assertThat(report.off().different()).isEmpty();
    assertThat(tiny.cached()).isEmpty();
  }

  @Test
  void whatTheCompilerSaysCountsButWithW1OnlyWhatIsNew() throws Exception {
    addHook("25-warn", "int *pointer(void) { return one; }");
    tiny.write("kernel/common/tiny/mark.c", "int mark(int other) { return 1; }\n");
    CheckReport report = check();
    assertThat(report.steps())
        .extracting(CheckReport.Step::good)
        .containsExactly(true, false, false); // This Makefile always builds all.
    CheckReport.Step step = report.steps().get(1);
    assertThat(step.warnings()).singleElement().asString().contains("makes pointer from integer");
    assertThat(step.moreWarnings())
        .anyMatch(line -> line.startsWith("tiny/mark.c") && line.contains("'other'"))
        .noneMatch(line -> line.contains("'known'"));
  }

  @Test
  void codeThatDiffersWithTheOptionsOffIsNamed() throws Exception {
    addHook("25-code", "int more(void) { return one + 1; }");
    CheckReport report = check();
    assertThat(report.steps()).allMatch(CheckReport.Step::good);
    assertThat(report.off().differentCode()).contains("core/main.o");
    assertThat(report.good()).isFalse();
  }

  @Test
  void codeThatHasToDifferIsNoFault() {
    SortedMap<String, SortedSet<String>> different = new TreeMap<>();
    different.put("security/commoncap.o", new TreeSet<>(Set.of(".text")));
    CheckReport.Objects objects = new CheckReport.Objects(20, different);
    assertThat(objects.differentCode()).isEmpty();
    assertThat(objects.reasons()).containsOnlyKeys("security/commoncap.o");
    different.put("kernel/sys.o", new TreeSet<>(Set.of(".text")));
    assertThat(objects.differentCode()).containsExactly("kernel/sys.o");
  }

  @Test
  void checkpatchIsHeardButForWhatIsWaived() throws Exception {
    addHook("25-ugly", "/* ugly */");
    tiny.write("kernel/selftests/test.c", "volatile int test;\n");
    CheckReport report = check();
    assertThat(report.steps().get(1).checkpatch())
        .containsExactly("core/main.c:1: WARNING:UGLY: it is");
    assertThat(report.steps().get(2).good()).isTrue();
  }

  @Test
  void aStepThatDoesNotBuildIsTheLast() throws Exception {
    addHook("25-error", "int wrong(");
    CheckReport report = check();
    assertThat(report.steps()).hasSize(2);
    assertThat(report.steps().get(1).failure()).contains("core/main.c").contains("error:");
    assertThat(report.good()).isFalse();
  }
}
