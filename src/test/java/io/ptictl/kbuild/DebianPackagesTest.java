package io.ptictl.kbuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Against the machine's real package database. */
final class DebianPackagesTest {
  @Test
  void asksTheDatabase() {
    assertThat(Apt.installed(List.of("dpkg", "no-such-package-as-this", "bash")))
        .containsExactlyInAnyOrder("dpkg", "bash");
  }

  @Test
  void tellsTheCommand() {
    assertThat(Apt.command(List.of("bc", "flex")))
        .isEqualTo("apt-get install --no-install-recommends bc flex");
  }
}
