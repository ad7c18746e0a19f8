package io.ptictl.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class FrameTest {
  @Test
  void isReadAsItWasWritten() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(Frame.of(FrameType.SIGNAL, 7, 9, -1).encode());
    out.writeBytes(new Frame(FrameType.STDIN, -2, new byte[] {1, 2, 3}).encode());
    ByteArrayInputStream in = new ByteArrayInputStream(out.toByteArray());
    Frame signal = Frame.read(in);
    assertThat(signal.type()).isEqualTo(FrameType.SIGNAL);
    assertThat(signal.session()).isEqualTo(7);
    assertThat(signal.number(0)).isEqualTo(9);
    assertThat(signal.number(1)).isEqualTo(-1);
    assertThat(Frame.read(in).payload()).containsExactly(1, 2, 3);
    assertThatThrownBy(() -> Frame.read(in)).isInstanceOf(EOFException.class);
  }

  @Test
  void isLittleEndian() {
    assertThat(Frame.of(1, 2, 0x01020304).encode())
        .containsExactly(1, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 0, 4, 3, 2, 1);
  }

  @Test
  void isRefusedIfItCannotBeOne() {
    byte[] noise = new byte[12];
    noise[11] = 0x7f;
    assertThatThrownBy(() -> Frame.read(new ByteArrayInputStream(noise)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("frame of");
  }
}
