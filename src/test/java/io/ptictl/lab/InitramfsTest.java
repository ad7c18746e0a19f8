package io.ptictl.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InitramfsTest {
  @Test
  void holdsInitAndAConsole(@TempDir Path path) throws IOException {
    Path init = Files.writeString(path.resolve("init"), "not a multiple of four.");
    MachineDirectory directory = new MachineDirectory(path);
    Initramfs.write(directory, init, PackedRoot.NONE);
    try (var in = new CpioArchiveInputStream(Files.newInputStream(directory.initramfs()))) {
      CpioArchiveEntry dev = in.getNextEntry();
      assertThat(dev.getName()).isEqualTo("dev");
      assertThat(dev.isDirectory()).isTrue();
      CpioArchiveEntry console = in.getNextEntry();
      assertThat(console.getName()).isEqualTo("dev/console");
      assertThat(console.isCharacterDevice()).isTrue();
      assertThat(console.getRemoteDeviceMaj()).isEqualTo(5);
      assertThat(console.getRemoteDeviceMin()).isEqualTo(1);
      CpioArchiveEntry program = in.getNextEntry();
      assertThat(program.getName()).isEqualTo("init");
      assertThat(program.getMode() & 0777).isEqualTo(0755);
      assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(init));
      assertThat(in.getNextEntry()).isNull();
    }
  }
}
