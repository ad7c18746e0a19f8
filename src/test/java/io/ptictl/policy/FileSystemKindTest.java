package io.ptictl.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ptictl.sys.HeldFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileSystemKindTest {
  private static final long MINIX_3 = 0x4d5a; // linux/magic.h

  private static long magic(String path) throws Exception {
    try (HeldFile file = HeldFile.at(path)) {
      return file.fileSystem().magic();
    }
  }

  @Test
  void whatNobodyHasJudgedIsRefused() {
    assertThat(FileSystemKind.wrong(MINIX_3))
        .isEqualTo("on a file system not known to be safe (0x4d5a)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/proc/version", "/sys/kernel/uevent_seqnum", "/dev/pts"})
  void theKernelMakesTheseUp(String path) throws Exception {
    assumeTrue(Files.exists(Path.of(path)));
    assertThat(FileSystemKind.isOfTheKernel(magic(path))).isTrue();
    assertThat(FileSystemKind.wrong(magic(path))).isNotNull();
  }

  @Test
  void butNotThoseOnADisk() throws Exception {
    assertThat(FileSystemKind.isOfTheKernel(magic("/usr"))).isFalse();
  }
}
