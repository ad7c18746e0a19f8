package io.ptictl.kbuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ptictl.report.Failure;
import io.ptictl.report.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache on a file system of 128 KiB; only root can mount one. */
final class DiskSpaceTest {
  @TempDir private Path directory;
  private TinyKernel tiny;

  @BeforeEach
  void mountSmallCache() throws Exception {
    tiny = new TinyKernel(directory.toRealPath());
    Path cache = Files.createDirectory(tiny.root.resolve("cache"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", cache.toString()) == 0,
        "mount(8) needs root");
  }

  @AfterEach
  void unmount() throws Exception {
    // Lazily: what a failed build left running may not have ended yet.
    run("umount", "--lazy", tiny.root.resolve("cache").toString());
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }

  @Test
  void tooLittleIsSaidBefore() throws Exception {
    Kernels kernels =
        new Kernels(
            new SourceArchive(tiny.archive()), tiny.feature(), tiny.cache(), 2_000_000, n -> {});
    assertThatThrownBy(() -> kernels.get(Variant.PATCHED, Progress.SILENT))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("/cache has 0 MB free and a build needs 2 MB");
    assertThat(tiny.builds()).isZero();
    assertThat(tiny.cached()).isEmpty();
  }

  @Test
  void aDiskThatFillsUpMeanwhileIsTheReasonGiven() throws Exception {
    tiny.write("linux/filler", "0123456789abcdef".repeat(20_000));
    tiny.pack();
    assertThatThrownBy(() -> tiny.kernels(notice -> {}).get(Variant.PATCHED, Progress.SILENT))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("No space left on device");
    assertThat(tiny.cached()).allMatch(name -> name.endsWith(".log"));
  }
}
