package io.ptictl.kbuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ptictl.report.Failure;
import io.ptictl.report.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes a small series and has git(1) and patch(1) read it. */
final class SeriesExportTest {
  private static final ZonedDateTime DATE =
      ZonedDateTime.of(2026, 11, 4, 5, 6, 7, 0, ZoneOffset.UTC);

  @TempDir private Path directory;
  private TinyKernel tiny;
  private Path mails;

  @BeforeEach
  void makeSeries() throws Exception {
    tiny = TinySeries.of(new TinyKernel(directory.toRealPath()));
    mails = tiny.root.resolve("mails");
  }

  private List<Path> export(String author) {
    return new SeriesExport(new SourceArchive(tiny.archive()), tiny.feature(), "ptictl 1")
        .write(mails, Author.parse(author), DATE, Progress.SILENT);
  }

  private String run(Path where, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).directory(where.toFile());
    builder.environment().putAll(Map.of("HOME", tiny.root.toString(), "GIT_CONFIG_NOSYSTEM", "1"));
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private static Map<String, String> contents(Path tree) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (Path file : Trees.files(tree)) {
      if (!file.startsWith(".git")) {
        contents.put(file.toString(), Files.readString(tree.resolve(file)));
      }
    }
    return contents;
  }

  /** What kernel patch makes of the tree, and the self-tests. */
  private Map<String, String> expected() throws Exception {
    Path tree = tiny.root.resolve("expected");
    run(tiny.root, "cp", "-r", "linux", tree.toString());
    new TreePatcher(tiny.feature()).apply(tree);
    Map<String, String> expected = contents(tree);
    expected.put("tools/testing/selftests/pti_optout/test.c", "int test;\n");
    expected.put("tools/testing/selftests/pti_optout/.gitignore", TinySeries.IGNORED);
    return expected;
  }

  @Test
  void gitAppliesItAndTheSumIsWhatKernelPatchMakes() throws Exception {
    Map<String, String> expected = expected();
    List<Path> files = export("Jörg Müller <jm@example.org>");
    assertThat(files)
        .extracting(file -> file.getFileName().toString())
        .containsExactly(
            "0000-cover-letter.patch",
            "0001-tiny-Have-a-state.patch",
            "0002-tiny-Mark-it-at-last.patch",
            "0003-tiny-Test.patch");
    Path tree = tiny.tree();
    run(tree, "git", "init", "-q");
    run(tree, "git", "add", "-A");
    run(tree, "git", "-c", "user.name=x", "-c", "user.email=x@y", "commit", "-qm", "linux");
    List<String> am = new ArrayList<>(List.of("git", "-c", "user.name=x", "-c", "user.email=x@y"));
    am.addAll(List.of("am", "-q", "--whitespace=error-all"));
    files.stream().skip(1).forEach(file -> am.add(file.toString()));
    run(tree, am.toArray(String[]::new));
    assertThat(contents(tree)).isEqualTo(expected);
    assertThat(run(tree, "git", "log", "--format=%an|%ae|%aI|%s|%b", "-3"))
        .contains(
            "Jörg Müller|jm@example.org|2026-11-04T05:06:09+00:00|tiny: Mark it, at last!|Mark.\n"
                + "\nSigned-off-by: Jörg Müller <jm@example.org>");
    assertThat(run(tree, "git", "show", "--format=", "--stat=76", "--summary", "HEAD~2"))
        .isEqualTo(between(Files.readString(files.get(1)), "---\n", "\ndiff"));
  }

  private static String between(String text, String begin, String end) {
    int from = text.indexOf(begin) + begin.length();
    return text.substring(from, text.indexOf(end, from));
  }

  @Test
  void patchAppliesItToo() throws Exception {
    Map<String, String> expected = expected();
    for (Path file : export("A. B. <a@b>").subList(1, 4)) {
      run(tiny.tree(), "patch", "-p1", "-F0", "-i", file.toString());
    }
    assertThat(contents(tiny.tree())).isEqualTo(expected);
    assertThat(mails.resolve("0001-tiny-Have-a-state.patch"))
        .content()
        .contains("\nFrom: \"A. B.\" <a@b>\nDate: Wed, 4 Nov 2026 05:06:08 +0000\n")
        .contains("\nSubject: [PATCH 1/3] tiny: Have a state\n")
        .endsWith("-- \nptictl 1\n\n");
  }

  @Test
  void aDirectoryThatIsNotEmptyIsLeftAlone() throws Exception {
    tiny.write("mails/mine", "words");
    assertThatThrownBy(() -> export("a <a@b>"))
        .isInstanceOf(Failure.class)
        .hasMessage(mails + ": not empty; name a new or an empty directory");
    assertThat(Trees.files(mails)).hasSize(1);
  }

  @Test
  void nothingIsWrittenWhereAHookDoesNotApply() throws Exception {
    tiny.write("linux/main.c", "other\n");
    tiny.pack();
    assertThatThrownBy(() -> export("a <a@b>")).hasMessageContaining("does not apply to main.c");
    assertThat(mails).doesNotExist();
  }

  @Test
  void aFileOfNoStepIsNamed() throws Exception {
    tiny.write("kernel/common/tiny/lost.c", "int lost;\n");
    assertThatThrownBy(() -> export("a <a@b>"))
        .hasMessageContaining("tiny/lost.c: belongs to no step of the series");
    tiny.write("kernel/hooks/40-lost.patch", "");
    tiny.write("kernel/series/3-test", "Title: t\nFiles: tools/ tiny/lost.c\n\nTest.\n");
    assertThatThrownBy(() -> export("a <a@b>"))
        .hasMessageContaining("40-lost.patch: belongs to no step");
  }

  @Test
  void whoSendsItIsToBeNamedWithAnAddress() {
    for (String wrong : List.of("a", "<a@b>", "a <b>", "a <a@b> c", "a\nb <a@b>")) {
      assertThatThrownBy(() -> Author.parse(wrong)).isInstanceOf(Failure.class);
    }
    assertThat(Author.parse(" A B  <a@b> ")).hasToString("A B <a@b>");
  }
}
