package io.ptictl.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cr3LogTest {
  @TempDir Path directory;

  @Test
  void countsLoadsOfOneProcessAndOfNoOther() throws IOException {
    Path log =
        Files.writeString(
            directory.resolve("log"),
            """
            CR3 update: CR3=00000000025eb000
            CR3 update: CR3=00000000025ea000
            CR3 update: CR3=00000000025ec000
            CR4 update: CR4=003506b0
            CR3 update: CR3=00000000025eb000
            """);
    assertThat(Cr3Log.writes(log, 0x25eb000)).isEqualTo(3);
    assertThat(Cr3Log.writes(log, 0x25ec000)).isEqualTo(1);
    assertThat(Cr3Log.writes(log, 0x1000000)).isZero();
  }
}
