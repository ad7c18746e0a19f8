package io.ptictl.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OpenFileTest {
  @TempDir Path directory;

  @Test
  void readsWhatItWrote() throws Exception {
    Path path = Files.createFile(directory.resolve("file"));
    try (OpenFile here = OpenFile.directory(directory.toString());
        OpenFile file = here.readWriteIn("file")) {
      file.write("disabled until exec");
      assertThat(file.read(100)).isEqualTo("disabled until exec");
      assertThat(file.read(8)).isEqualTo("disabled");
    }
    assertThat(path).hasContent("disabled until exec");
  }

  @Test
  void failuresCarryCallArgumentAndNumber() {
    String missing = directory.resolve("missing").toString();
    assertThatExceptionOfType(SystemCallException.class)
        .isThrownBy(() -> OpenFile.readWrite(missing))
        .withMessageStartingWith("open(" + missing + "): ENOENT (")
        .matches(e -> e.errno() == Errno.ENOENT);
  }

  @Test
  void theDirectoryOfAProcessDiesWithIt() throws Exception {
    Process process = new ProcessBuilder("sleep", "100").start();
    try (OpenFile proc = OpenFile.directory("/proc/" + process.pid())) {
      proc.readIn("stat").close();
      process.destroyForcibly().waitFor();
      assertThatExceptionOfType(SystemCallException.class)
          .isThrownBy(() -> proc.readIn("stat"))
          .matches(e -> e.errno() == Errno.ESRCH || e.errno() == Errno.ENOENT);
    }
  }
}
