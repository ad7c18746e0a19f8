package io.ptictl.kbuild;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.report.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Builds in JVMs of their own, of which each ends in another way. */
final class InterruptedBuildTest {
  @TempDir private Path directory;
  private TinyKernel tiny;

  @BeforeEach
  void makeTinyKernel() throws Exception {
    tiny = new TinyKernel(directory.toRealPath());
    tiny.write("gate", "");
  }

  @AfterEach
  void openGate() throws IOException {
    Trees.remove(tiny.root.resolve("gate"));
  }

  private Process startedBuild() throws Exception {
    Process build = KernelGetter.start(tiny.root);
    while (tiny.builds() == 0) {
      assertThat(build.isAlive()).isTrue();
      Thread.sleep(10);
    }
    return build;
  }

  /** The processes that work below the cache. */
  private List<Path> workers() throws IOException {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.map(process -> Path.of("/proc", Long.toString(process.pid()), "cwd"))
          .map(InterruptedBuildTest::target)
          .flatMap(Optional::stream)
          .filter(cwd -> cwd.startsWith(tiny.root.resolve("cache")))
          .toList();
    }
  }

  private static Optional<Path> target(Path link) {
    try {
      return Optional.of(Files.readSymbolicLink(link));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static void signal(String name, Process process) throws Exception {
    assertThat(
            new ProcessBuilder("kill", "-s", name, Long.toString(process.pid())).start().waitFor())
        .isZero();
  }

  @ParameterizedTest
  @CsvSource({"INT,130", "TERM,143", "HUP,129"})
  void aSignalLeavesNothingAndHasItsStatus(String signal, int status) throws Exception {
    Process build = startedBuild();
    assertThat(workers()).isNotEmpty();
    signal(signal, build);
    assertThat(build.waitFor()).isEqualTo(status);
    assertThat(workers()).isEmpty();
    assertThat(tiny.cached()).isEmpty();
    assertThat(new String(build.getErrorStream().readAllBytes(), UTF_8)).isEmpty();
    assertThat(new String(build.getInputStream().readAllBytes(), UTF_8)).isEmpty();
  }

  @Test
  void aBuildWhoseProgramsAreStoppedEndsToo() throws Exception {
    Process build = startedBuild();
    long supervisor = build.children().findFirst().orElseThrow().pid();
    assertThat(new ProcessBuilder("sh", "-c", "kill -s STOP -- -" + supervisor).start().waitFor())
        .isZero();
    signal("TERM", build);
    assertThat(build.waitFor()).isEqualTo(143);
    assertThat(workers()).isEmpty();
    assertThat(tiny.cached()).isEmpty();
  }

  @Test
  void whatAKilledBuildLeavesIsSweptByTheNext() throws Exception {
    Process build = startedBuild();
    signal("KILL", build);
    assertThat(build.waitFor()).isEqualTo(137);
    assertThat(tiny.cached()).singleElement().asString().startsWith(".work-");
    while (!workers().isEmpty()) {
      // The supervisor sees the end of its input as soon as the kernel has closed it.
      Thread.sleep(10);
    }
    openGate();
    Kernel unpatched = tiny.kernels(notice -> {}).get(Variant.UNPATCHED, Progress.SILENT);
    assertThat(tiny.cached()).containsExactly(unpatched.key());
  }

  @Test
  void aBuildAtWorkIsNotSwept() throws Exception {
    Process build = startedBuild();
    tiny.cache().sweep();
    assertThat(new CacheContents(tiny.cache()).remove()).anyMatch(CacheItem::inUse);
    assertThat(tiny.cached()).singleElement().asString().startsWith(".work-");
    openGate();
    assertThat(build.waitFor()).isZero();
  }

  @Test
  void twoProcessesAtOnceMakeOneBuild() throws Exception {
    Process first = startedBuild();
    Process second = KernelGetter.start(tiny.root);
    assertThat(second.errorReader().readLine()).contains("waiting for it");
    openGate();
    assertThat(first.waitFor()).isZero();
    assertThat(second.waitFor()).isZero();
    assertThat(first.inputReader().readLine())
        .isEqualTo(second.inputReader().readLine())
        .endsWith("/bzImage");
    assertThat(tiny.builds()).isEqualTo(1);
  }

  @Test
  void whoWaitsBuildsIfTheFirstIsKilled() throws Exception {
    Process first = startedBuild();
    Process second = KernelGetter.start(tiny.root);
    assertThat(second.errorReader().readLine()).contains("waiting for it");
    signal("TERM", first);
    assertThat(first.waitFor()).isEqualTo(143);
    openGate();
    assertThat(second.waitFor()).isZero();
    assertThat(tiny.builds()).isEqualTo(2);
  }
}
