package io.ptictl.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import io.ptictl.sys.Raw;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandTest {
  private final MachineSpec machine = MachineSpec.of(Path.of("/vmlinux"));

  @Test
  void isTextInUtf8() {
    assertThat(Command.of("a", "\u00e4\u20ac").argv())
        .containsExactly("a", "\u00c3\u00a4\u00e2\u0082\u00ac");
    assertThat(Raw.text(Raw.of("\u00e4\u20ac"))).isEqualTo("\u00e4\u20ac");
    assertThat(Raw.bytes("\u0000\u00ff")).containsExactly(0, 0xff);
  }

  @Test
  void needsAProgramAndNoNul() {
    assertThatThrownBy(Command::of).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Command.of("a", "b\0c")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Command.of("a").in("\0")).isInstanceOf(IllegalArgumentException.class);
    Command command = Command.of("a");
    assertThatThrownBy(() -> command.withEnvironment(List.of("\0")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 9, Integer.MAX_VALUE})
  void noSuchNumberOfProcessors(int n) {
    assertThatThrownBy(() -> machine.withProcessors(n))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(String.valueOf(n))
        .extracting(e -> ((Failure) e).exitStatus())
        .isEqualTo(ExitStatus.USAGE);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, 0, 127, Integer.MAX_VALUE})
  void noSuchMemory(int mebibytes) {
    assertThatThrownBy(() -> machine.withMemory(mebibytes)).isInstanceOf(Failure.class);
  }
}
