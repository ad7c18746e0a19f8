package io.ptictl.conformance.mutant;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Hands on what is written to it by lines, without their ends. Thread-safe. */
final class Lines extends OutputStream {
  private final Consumer<String> to;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  Lines(Consumer<String> to) {
    this.to = to;
  }

  @Override
  public synchronized void write(int b) {
    if (b != '\n') {
      line.write(b);
      return;
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    line.reset();
    to.accept(text);
  }
}
