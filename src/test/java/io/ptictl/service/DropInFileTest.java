package io.ptictl.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ptictl.report.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DropInFileTest {
  @TempDir Path units;

  @Test
  void leavesNothingWhenRemoved() throws IOException {
    DropInFile file = DropInFile.below(units, UnitName.of("a"));
    file.install("[Service]\n");
    assertThat(file.text()).contains("[Service]\n");
    assertThat(Files.getPosixFilePermissions(file.path()))
        .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
    file.install("[Service]\nUser=a\n");
    assertThat(units.resolve("a.service.d")).isDirectoryContaining("glob:**zz-ptictl.conf");
    assertThat(file.remove()).isTrue();
    assertThat(units).isEmptyDirectory();
    assertThat(file.remove()).isFalse();
  }

  @Test
  void leavesOthersDropIns() throws IOException {
    Path others = Files.createDirectory(units.resolve("a.service.d")).resolve("override.conf");
    Files.writeString(others, "[Service]\n");
    DropInFile file = DropInFile.below(units, UnitName.of("a.service"));
    file.install("[Service]\n");
    file.remove();
    assertThat(others).exists();
  }

  @Test
  void saysWhyItCannot() throws IOException {
    Files.writeString(units.resolve("a.service.d"), "a file where a directory is to be");
    assertThatThrownBy(() -> DropInFile.below(units, UnitName.of("a")).install(""))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("cannot be written");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../a", "a b", "a@", "a.socket", "a/b.service", "a\n"})
  void namesOfServicesOnly(String name) {
    assertThatThrownBy(() -> UnitName.of(name)).isInstanceOf(Failure.class);
  }

  @Test
  void launcherOfOthersIsRefused() throws IOException {
    Path program = Files.createFile(units.resolve("ptictl"));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(() -> TrustedProgram.require(program))
        .hasMessageContaining("can be changed by others than root");
    TrustedProgram.require(Path.of("/usr/bin/true"));
  }
}
