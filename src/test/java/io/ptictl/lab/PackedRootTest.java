package io.ptictl.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ptictl.report.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files a machine carries that cannot see the host's. */
final class PackedRootTest {
  private @TempDir Path temporary;
  private Path directory;

  @BeforeEach
  void makeTree() throws IOException {
    directory = temporary.toRealPath();
    Files.createDirectories(directory.resolve("tree/below"));
    Files.writeString(directory.resolve("tree/one"), "#!/usr/bin/env bash\n");
    Files.writeString(directory.resolve("tree/below/two"), "");
    Files.createSymbolicLink(directory.resolve("link"), Path.of("tree/below/two"));
  }

  private static List<Path> packed(Path... files) {
    return List.copyOf(PackedRoot.of(List.of(files), List.of()).paths());
  }

  @Test
  void followsALinkAndKeepsIt() {
    assertThat(packed(directory.resolve("link")))
        .containsSubsequence(
            directory,
            directory.resolve("link"),
            directory.resolve("tree"),
            directory.resolve("tree/below"),
            directory.resolve("tree/below/two"))
        .doesNotContain(directory.resolve("tree/one"));
  }

  @Test
  void takesAWholeDirectoryThoughAFileOfItWasNamedBefore() {
    Path tree = directory.resolve("tree");
    assertThat(packed(tree.resolve("one"), tree)).contains(tree.resolve("below/two"));
  }

  @Test
  void endsWhereLinksGoInACircle() throws IOException {
    Path up = Files.createSymbolicLink(directory.resolve("tree/up"), Path.of(".."));
    assertThat(packed(directory)).contains(up);
    Path self = Files.createSymbolicLink(directory.resolve("self"), Path.of("self"));
    assertThatThrownBy(() -> packed(self)).isInstanceOf(Failure.class);
  }

  @Test
  void carriesWhatAProgramNeedsToStart() {
    assertThat(packed(directory.resolve("tree/one")))
        .hasSizeLessThan(2000)
        .doesNotContain(Path.of("/usr/bin/apt-get"))
        .contains(Path.of("/usr/bin/env").toAbsolutePath(), Path.of("/lib64"))
        .anyMatch(path -> path.endsWith("bash"))
        .anyMatch(path -> path.getFileName().toString().startsWith("libc.so"))
        .anyMatch(path -> path.getFileName().toString().startsWith("ld-linux"));
  }

  @Test
  void leavesOutWhatTheGuestHasOfItsOwn() {
    assertThat(packed(Path.of("/proc/self/status"))).noneMatch(path -> path.startsWith("/proc"));
  }

  @Test
  void namesWhatIsNotThere() {
    Path none = directory.resolve("none");
    assertThatThrownBy(() -> packed(none)).isInstanceOf(Failure.class).hasMessageContaining("none");
  }
}
