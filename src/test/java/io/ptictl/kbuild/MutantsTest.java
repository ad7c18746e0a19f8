package io.ptictl.kbuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ptictl.report.Failure;
import io.ptictl.report.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mutants as they are described, and the kernels made of them. */
final class MutantsTest {
  private static final String LIST = "kernel/mutants/common/include/linux/pti_optout_mutants.h";

  private static final String BUILT_IN =
      """
      Rule: 1: of the contract
      Mistake: returns %d

      --- a/main.c
      +++ b/main.c
      @@ -4,3 +4,3 @@
       {
      -\treturn 7;
      +\treturn %d;
       }
      """;

  private static final String HOOK =
      """
      --- a/main.c
      +++ b/main.c
      @@ -4,3 +4,3 @@
       {
      -\treturn 0;
      +\treturn 7;
       }
      """;

  @TempDir private Path directory;
  private TinyKernel tiny;

  @BeforeEach
  void makeTinyKernel() throws Exception {
    tiny = new TinyKernel(directory.toRealPath());
    tiny.write(
        LIST,
        """
        /* MUTANT(name, rule, mistake, test) */
        MUTANT(one_of_them, "3: permission", "lets everybody",
               "needs a capability")
        UNSEEN(other, "trap 6", "writes plainly",
               "it is rare")
        """);
    tiny.write("kernel/mutants/hooks/10-main.patch", HOOK);
    tiny.write("kernel/mutants/config/95-mutants.config", "CONFIG_DEBUG=y\n");
    tiny.write("kernel/mutants/entry/nine.patch", BUILT_IN.formatted(9, 9));
    tiny.write("kernel/mutants/entry/eight.patch", BUILT_IN.formatted(8, 8));
  }

  private List<Mutant> mutants() {
    return new Mutants(tiny.feature()).all();
  }

  private Map<Path, Kernel> build(List<Path> patches) {
    return new MutantKernels(
            new SourceArchive(tiny.archive()), tiny.feature(), tiny.cache(), notice -> {})
        .get(patches, Progress.SILENT);
  }

  private List<Path> patches() {
    return mutants().stream().flatMap(mutant -> mutant.patch().stream()).toList();
  }

  private static int status(Kernel kernel) throws Exception {
    return new ProcessBuilder(kernel.vmlinux().toString()).start().waitFor();
  }

  @Test
  void areReadFromTheKernelsOwnListAndFromPatches() {
    assertThat(mutants())
        .extracting(Mutant::name)
        .containsExactly("one-of-them", "other", "eight", "nine");
    Mutant first = mutants().getFirst();
    assertThat(first.rule()).isEqualTo("3: permission");
    assertThat(first.mistake()).isEqualTo("lets everybody");
    assertThat(first.test()).isEqualTo("needs a capability");
    assertThat(first.parameter()).contains("pti_optout_mutant=one_of_them");
    assertThat(first.unseen()).isEmpty();
    assertThat(mutants().get(1).unseen()).contains("it is rare");
    assertThat(mutants().getLast().parameter()).isEmpty();
    assertThat(mutants().getLast().mistake()).isEqualTo("returns 9");
  }

  @Test
  void oneThatIsIncompleteIsNamedNotSkipped() throws Exception {
    tiny.write(LIST, "MUTANT(one, \"3\", \"lets everybody\", \"\")\nMUTANT(two, \"3\")\n");
    assertThatThrownBy(this::mutants)
        .isInstanceOf(Failure.class)
        .hasMessageContaining("only 1 of 2 are complete");
    tiny.write(LIST, "");
    tiny.write("kernel/mutants/entry/nine.patch", "--- a/main.c\n");
    assertThatThrownBy(this::mutants)
        .isInstanceOf(Failure.class)
        .hasMessageEndingWith("must begin with the lines Rule: and Mistake:");
  }

  @Test
  void theirKernelsAreMadeInOneTreeAndKept() throws Exception {
    Map<Path, Kernel> kernels = build(patches());
    assertThat(kernels.keySet()).containsExactlyElementsOf(patches());
    assertThat(status(kernels.get(patches().getFirst()))).isEqualTo(8);
    assertThat(status(kernels.get(patches().getLast()))).isEqualTo(9);
    assertThat(tiny.builds()).isEqualTo(3);
    assertThat(build(patches())).isEqualTo(kernels);
    assertThat(status(tiny.kernels(notice -> {}).get(Variant.MUTANTS, Progress.SILENT)))
        .isEqualTo(7);
    assertThat(tiny.builds()).isEqualTo(3);
  }

  @Test
  void onlyWhatIsMissingIsBuilt() throws Exception {
    build(patches());
    tiny.write("kernel/mutants/entry/nine.patch", BUILT_IN.formatted(10, 10));
    assertThat(status(build(patches()).get(patches().getLast()))).isEqualTo(10);
    assertThat(tiny.builds()).isEqualTo(5);
  }

  @Test
  void onePatchThatDoesNotApplyLosesNoOther() throws Exception {
    tiny.write("kernel/mutants/entry/nine.patch", BUILT_IN.formatted(9, 9).replace("7", "5"));
    assertThatThrownBy(() -> build(patches()))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("patch ended with status 1");
    assertThat(status(build(List.of(patches().getFirst())).values().iterator().next()))
        .isEqualTo(8);
    assertThat(tiny.builds()).isEqualTo(2);
  }

  @Test
  void noOtherKernelKnowsOfThem() throws IOException {
    Kernel patched = tiny.kernels(notice -> {}).get(Variant.PATCHED, Progress.SILENT);
    tiny.write("kernel/mutants/hooks/20-more.patch", HOOK);
    tiny.write("kernel/mutants/common/more.c", "int more;\n");
    assertThat(tiny.kernels(notice -> {}).get(Variant.PATCHED, Progress.SILENT)).isEqualTo(patched);
    assertThat(tiny.builds()).isEqualTo(1);
    assertThat(tiny.feature().seriesFiles().keySet()).noneMatch(file -> file.endsWith("more.c"));
    assertThat(tiny.feature().seriesHooks()).noneMatch(hook -> hook.toString().contains("more"));
    assertThat(Files.readString(patched.config())).doesNotContain("CONFIG_DEBUG");
  }
}
