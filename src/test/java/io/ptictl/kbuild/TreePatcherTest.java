package io.ptictl.kbuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ptictl.report.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TreePatcherTest {
  /** Applies to main.c only after 10-main.patch. */
  private static final String SECOND_HOOK =
      """
      --- a/main.c
      +++ b/main.c
      @@ -2,7 +2,8 @@
       #define WORDS
       int main(void)
       {
      +\t/* fine */
       \treturn 0;
       }
       /* the end */
       #undef WORDS
      --- a/other.c
      +++ b/other.c
      @@ -1,3 +1,3 @@
       one
      -two
      +2
       three
      """;

  @TempDir private Path directory;
  private TinyKernel tiny;

  @BeforeEach
  void makeTree() throws Exception {
    tiny = new TinyKernel(directory.toRealPath());
    tiny.write("linux/other.c", "one\ntwo\nthree\n");
    tiny.write("kernel/hooks/20-second.patch", SECOND_HOOK);
  }

  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (Path file : Trees.files(tiny.tree())) {
      contents.put(file.toString(), Files.readString(tiny.tree().resolve(file)));
    }
    return contents;
  }

  /** Where these tests run stands a pom.xml, and something above. */
  @Test
  void aTreeCanBeTheCurrentDirectoryAndEndsThere() throws Exception {
    String above = "../" + Path.of("").toAbsolutePath().getFileName() + "/pom.xml";
    String hook = "--- a/%1$s\n+++ b/%1$s\n";
    Path file = Files.writeString(directory.resolve("hook"), hook.formatted("pom.xml"));
    Path copies = Files.createDirectory(directory.resolve("copies"));
    TreePatcher.copyTouched(file, new KernelTree(Path.of("."), "6.12.1"), copies);
    assertThat(copies.resolve("pom.xml")).hasSameBinaryContentAs(Path.of("pom.xml"));
    Files.delete(copies.resolve("pom.xml"));
    Files.writeString(file, hook.formatted(above));
    TreePatcher.copyTouched(file, new KernelTree(Path.of("."), "6.12.1"), copies);
    assertThat(copies).isEmptyDirectory();
  }

  @Test
  void appliesHooksInOrderAndOwnFiles() throws Exception {
    assertThat(new TreePatcher(tiny.feature()).apply(tiny.tree()))
        .extracting(Path::toString)
        .containsExactly("arch/x86/mm/pti_optout.c", "main.c", "other.c");
    assertThat(contents())
        .containsEntry("main.c", TinyKernel.MAIN.replace("\treturn 1", "\t/* fine */\n\treturn 0"))
        .containsEntry("other.c", "one\n2\nthree\n")
        .containsEntry("arch/x86/mm/pti_optout.c", "int pti_optout;\n")
        .hasSize(4);
  }

  @ParameterizedTest
  @CsvSource({
    "'one\nTWO\nthree\n', other.c (hunk 1 at line 1)",
    "'one\ntwo\nTHREE\n', other.c (hunk 1 at line 1)",
    "'', other.c (hunk 1 at line 1)",
    ", other.c (no such file)",
  })
  void aHookThatDoesNotFitIsNamedAndNothingChanges(String other, String reason) throws Exception {
    if (other == null) {
      Files.delete(tiny.tree().resolve("other.c"));
    } else {
      tiny.write("linux/other.c", other);
    }
    Map<String, String> before = contents();
    assertThatThrownBy(() -> new TreePatcher(tiny.feature()).apply(tiny.tree()))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "hook "
                + tiny.root.resolve("kernel/hooks/20-second.patch")
                + ": does not apply to "
                + reason
                + " of Linux 6.12.7; tested with linux-source-6.12 6.12.7-1");
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void linesMayHaveMoved() throws Exception {
    tiny.write("linux/other.c", "zero\n".repeat(5) + "one\ntwo\nthree\n");
    new TreePatcher(tiny.feature()).apply(tiny.tree());
    assertThat(contents()).containsEntry("other.c", "zero\n".repeat(5) + "one\n2\nthree\n");
  }

  @Test
  void twiceIsRefused() throws Exception {
    TreePatcher patcher = new TreePatcher(tiny.feature());
    patcher.apply(tiny.tree());
    Map<String, String> before = contents();
    assertThatThrownBy(() -> patcher.apply(tiny.tree()))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("has arch/x86/mm/pti_optout.c already");
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void anotherDirectoryIsRefused() {
    assertThatThrownBy(() -> new TreePatcher(tiny.feature()).apply(tiny.root))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("not a Linux source tree");
  }
}
