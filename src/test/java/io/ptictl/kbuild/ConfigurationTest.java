package io.ptictl.kbuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ptictl.report.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigurationTest {
  @TempDir private Path directory;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  @Test
  void theLaterRequestStands() throws IOException {
    Configuration merged =
        Configuration.merge(
            List.of(
                file("10", "# words\nCONFIG_A=y\nCONFIG_B=\"x y\"\n\nCONFIG_C=n\n"),
                file("20", "# CONFIG_A is not set\nCONFIG_D=0x10\n")));
    assertThat(merged.lines())
        .containsExactly("CONFIG_A=n", "CONFIG_B=\"x y\"", "CONFIG_C=n", "CONFIG_D=0x10");
    Path held = file("held", "# CONFIG_A is not set\nCONFIG_B=\"x y\"\nCONFIG_D=0x10\n");
    assertThatCode(() -> merged.requireHeldBy(held)).doesNotThrowAnyException();
  }

  @Test
  void everyOptionThatDoesNotHoldIsNamed() throws IOException {
    Configuration merged =
        Configuration.merge(List.of(file("10-a.config", "CONFIG_A=y\nCONFIG_B=n\nCONFIG_C=m\n")));
    Path other = file("other", "CONFIG_B=y\nCONFIG_C=y\n");
    assertThatThrownBy(() -> merged.requireHeldBy(other))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("CONFIG_A=y (10-a.config) became n")
        .hasMessageContaining("CONFIG_B=n (10-a.config) became y")
        .hasMessageContaining("CONFIG_C=m (10-a.config) became y");
  }

  @Test
  void aLineThatIsNoneIsNamed() throws IOException {
    List<Path> fragments = new ArrayList<>(List.of(file("10-a.config", "CONFIG_A=y\nCONFIG_B\n")));
    assertThatThrownBy(() -> Configuration.merge(fragments))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("10-a.config: line 2 is neither");
  }
}
