package io.ptictl.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MachineDirectoryTest {
  private final MachineDirectory directory = MachineDirectory.create();

  @AfterEach
  void remove() {
    directory.close();
    assertThat(directory.path()).doesNotExist();
  }

  @Test
  void isPrivate() throws IOException {
    assertThat(Files.getPosixFilePermissions(directory.path()))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void citesTheCauseRatherThanTheEnd() throws IOException {
    Files.writeString(
        directory.console(),
        "\u001b[2J[    0.1] Linux\r\n"
            + "[    0.2] Kernel panic - not syncing: x\r\n"
            + "[    0.3] RAX: 0\r\n");
    assertThat(directory.lastWords()).isEqualTo("its console ends: Kernel panic - not syncing: x");
  }

  @Test
  void citesTheEndWithoutACause() throws IOException {
    Files.writeString(directory.console(), "1\n2\n3\n4\n5\n6\n");
    assertThat(directory.lastWords()).isEqualTo("its console ends: 2 | 3 | 4 | 5 | 6");
    Files.writeString(directory.errors(), "qemu: no\nqemu: TCG doesn't support x\n");
    assertThat(directory.lastWords()).isEqualTo("QEMU said: qemu: no");
  }

  @Test
  void saysSoIfThereAreNoWords() {
    assertThat(directory.lastWords()).isEqualTo("its console is empty");
  }

  @Test
  void isLeftOverWhenNoQemuListens() throws IOException {
    assertThat(Leftovers.find()).as("just made").doesNotContain(directory.path());
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(directory.qmp()));
      assertThat(Leftovers.find()).as("alive").doesNotContain(directory.path());
    }
    assertThat(Leftovers.find()).contains(directory.path());
    assertThat(Leftovers.size(directory.path())).isZero();
    Leftovers.remove(directory.path());
  }
}
