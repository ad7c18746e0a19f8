package io.ptictl.kbuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ptictl.report.Failure;
import io.ptictl.report.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KernelsTest {
  @TempDir private Path directory;
  private TinyKernel tiny;
  private final List<String> notices = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void makeTinyKernel() throws Exception {
    tiny = new TinyKernel(directory.toRealPath());
  }

  private Kernel get(Variant variant) {
    return tiny.kernels(notices::add).get(variant, Progress.SILENT);
  }

  private static int status(Kernel kernel) throws Exception {
    return new ProcessBuilder(kernel.vmlinux().toString()).start().waitFor();
  }

  @Test
  void buildsOnceAndLeavesNothingElse() throws Exception {
    Kernel first = get(Variant.PATCHED);
    assertThat(get(Variant.PATCHED)).isEqualTo(first);
    assertThat(tiny.builds()).isEqualTo(1);
    assertThat(first.release()).isEqualTo("6.12.7");
    assertThat(first.bzImage()).isAbsolute().hasFileName("bzImage").isNotEmptyFile();
    assertThat(first.config())
        .hasContent("CONFIG_SMP=y\nCONFIG_MODULES=n\nCONFIG_X86_PTI_OPTOUT=y");
    assertThat(tiny.cached()).containsExactly(first.key());
    assertThat(notices).isEmpty();
  }

  @Test
  void onlyThePatchedOneHasTheFeature() throws Exception {
    Kernel unpatched = get(Variant.UNPATCHED);
    Kernel patched = get(Variant.PATCHED);
    assertThat(status(unpatched)).isEqualTo(1);
    assertThat(status(patched)).isZero();
    assertThat(unpatched.config()).hasContent("CONFIG_SMP=y\nCONFIG_MODULES=n");
    assertThat(tiny.cached()).containsExactlyInAnyOrder(unpatched.key(), patched.key());
  }

  @Test
  void theDebugKernelIsOneOfItsOwn() throws Exception {
    Kernel debug = get(Variant.DEBUG);
    assertThat(status(debug)).isZero();
    assertThat(debug.config())
        .hasContent("CONFIG_SMP=y\nCONFIG_MODULES=n\nCONFIG_X86_PTI_OPTOUT=y\nCONFIG_KASAN=y");
    Kernel patched = get(Variant.PATCHED);
    assertThat(patched.key()).isNotEqualTo(debug.key());
    append("kernel/config/debug/95-debug.config", "# more words\n");
    assertThat(get(Variant.PATCHED)).isEqualTo(patched);
    assertThat(get(Variant.DEBUG).key()).isNotEqualTo(debug.key());
  }

  @Test
  void builtTwiceItIsTheSame() throws Exception {
    Kernel kernel = get(Variant.PATCHED);
    byte[] before = Files.readAllBytes(kernel.bzImage());
    new CacheContents(tiny.cache()).remove();
    assertThat(tiny.cached()).isEmpty();
    assertThat(get(Variant.PATCHED)).isEqualTo(kernel);
    assertThat(kernel.bzImage()).hasBinaryContent(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"vmlinux", "bzImage", "config", "manifest.json"})
  void aDamagedEntryIsSaidAndBuiltAgain(String file) throws Exception {
    Kernel kernel = get(Variant.PATCHED);
    Path victim = kernel.bzImage().resolveSibling(file);
    byte[] bytes = Files.readAllBytes(victim);
    byte[] damaged = bytes.clone();
    damaged[bytes.length / 2] ^= 1;
    Files.write(victim, damaged);
    assertThat(get(Variant.PATCHED)).isEqualTo(kernel);
    assertThat(victim).hasBinaryContent(bytes);
    Files.delete(victim);
    assertThat(get(Variant.PATCHED)).isEqualTo(kernel);
    assertThat(victim).hasBinaryContent(bytes);
    assertThat(tiny.builds()).isEqualTo(3);
    assertThat(notices)
        .hasSize(2)
        .allMatch(
            notice -> notice.contains(kernel.key() + ": damaged (") && !notice.contains("\n"));
    assertThat(tiny.cached()).containsExactly(kernel.key());
  }

  @Test
  void twoThreadsAtOnceMakeOneBuild() throws Exception {
    tiny.write("gate", "");
    List<Kernel> kernels = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      threads.add(Thread.ofPlatform().start(() -> kernels.add(get(Variant.PATCHED))));
    }
    while (notices.isEmpty() || tiny.builds() == 0) {
      Thread.sleep(10);
    }
    Files.delete(tiny.root.resolve("gate"));
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(kernels).hasSize(2);
    assertThat(kernels.get(0)).isEqualTo(kernels.get(1));
    assertThat(tiny.builds()).isEqualTo(1);
    assertThat(notices).singleElement().asString().contains("waiting for it");
  }

  @Test
  void theKeyFollowsWhatGoesIn() throws Exception {
    List<String> patched = new ArrayList<>(List.of(get(Variant.PATCHED).key()));
    List<String> unpatched = new ArrayList<>(List.of(get(Variant.UNPATCHED).key()));
    append("kernel/hooks/10-main.patch", "# more words\n");
    patched.add(get(Variant.PATCHED).key());
    append("kernel/x86/arch/x86/mm/pti_optout.c", "/* more words */\n");
    patched.add(get(Variant.PATCHED).key());
    append("kernel/config/patched/90-optout.config", "# more words\n");
    patched.add(get(Variant.PATCHED).key());
    assertThat(get(Variant.UNPATCHED).key()).isEqualTo(unpatched.getFirst());
    append("kernel/config/10-base.config", "# more words\n");
    patched.add(get(Variant.PATCHED).key());
    unpatched.add(get(Variant.UNPATCHED).key());
    append("linux/main.c", "/* more words */\n");
    tiny.pack();
    patched.add(get(Variant.PATCHED).key());
    unpatched.add(get(Variant.UNPATCHED).key());
    assertThat(patched).doesNotHaveDuplicates();
    assertThat(unpatched).doesNotHaveDuplicates();
    append("kernel/TESTED", "# more words\n");
    assertThat(get(Variant.PATCHED).key()).isEqualTo(patched.getLast());
  }

  private void append(String file, String text) throws IOException {
    Files.writeString(tiny.root.resolve(file), text, StandardOpenOption.APPEND);
  }

  @Test
  void aFailedCompilationTellsTheErrorAndKeepsTheLog() throws Exception {
    tiny.write("linux/main.c", TinyKernel.MAIN + "int oops = nothing;\n");
    tiny.pack();
    assertThatThrownBy(() -> get(Variant.PATCHED))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("main.c:9:12: error: 'nothing' undeclared")
        .hasMessageContaining("; the whole log is in " + tiny.root.resolve("cache"));
    assertThat(tiny.cached()).singleElement().asString().endsWith(".log");
    Path log = tiny.root.resolve("cache").resolve(tiny.cached().getFirst());
    assertThat(log).content().contains("int oops = nothing;");
    tiny.write("linux/main.c", TinyKernel.MAIN);
    tiny.pack();
    assertThat(get(Variant.PATCHED).bzImage()).exists();
  }

  @Test
  void anOptionThatDoesNotHoldIsNamed() throws Exception {
    tiny.write("kernel/config/20-more.config", "CONFIG_REFUSED=y\n");
    assertThatThrownBy(() -> get(Variant.PATCHED))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("CONFIG_REFUSED=y (20-more.config) became n");
    assertThat(tiny.builds()).isZero();
  }

  @Test
  void aHookThatDoesNotApplyEndsTheBuild() throws Exception {
    tiny.write("linux/main.c", TinyKernel.MAIN.replace("1", "2"));
    tiny.pack();
    assertThatThrownBy(() -> get(Variant.PATCHED))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("10-main.patch: does not apply to main.c (hunk 1 at line 2)")
        .hasMessageEndingWith("tested with linux-source-6.12 6.12.7-1");
    assertThat(get(Variant.UNPATCHED).bzImage()).exists();
  }

  @Test
  void whatChangesMeanwhileIsNotStoredUnderTheOldKey() throws Exception {
    tiny.write("gate", "");
    List<Failure> failures = Collections.synchronizedList(new ArrayList<>());
    Thread build =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    get(Variant.PATCHED);
                  } catch (Failure e) {
                    failures.add(e);
                  }
                });
    while (tiny.builds() == 0) {
      Thread.sleep(10);
    }
    append("kernel/hooks/10-main.patch", "# more words\n");
    Files.delete(tiny.root.resolve("gate"));
    build.join();
    assertThat(failures).singleElement().asString().contains("changed meanwhile");
    assertThat(tiny.cached()).allMatch(name -> name.endsWith(".log"));
  }

  @Test
  void progressNeverGoesBackAndEndsAtOne() {
    List<String> steps = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    Progress recorder =
        new Progress() {
          @Override
          public void step(String what) {
            steps.add(what);
          }

          @Override
          public void share(double done) {
            shares.add(done);
          }

          @Override
          public void close() {}
        };
    tiny.kernels(notices::add).get(Variant.PATCHED, recorder);
    assertThat(steps).hasSize(BuildStep.values().length);
    assertThat(shares).isSorted().startsWith(0.0).endsWith(1.0);
  }
}
