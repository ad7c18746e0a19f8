package io.ptictl.lab;

import java.nio.charset.StandardCharsets;

/** How a command ended and what it wrote. Immutable. */
public final class Result {
  private final int status;
  private final byte[] out;
  private final byte[] err;

  Result(int status, byte[] out, byte[] err) {
    this.status = status;
    this.out = out;
    this.err = err;
  }

  /** Its exit status; 128 + n if signal n ended it. */
  public int status() {
    return status;
  }

  /** A copy of its standard output. */
  public byte[] out() {
    return out.clone();
  }

  /** A copy of its standard error. */
  public byte[] err() {
    return err.clone();
  }

  /** Its standard output as UTF-8. */
  public String text() {
    return new String(out, StandardCharsets.UTF_8);
  }

  /** Its standard error as UTF-8. */
  public String errorText() {
    return new String(err, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "status " + status + "\n" + text() + errorText();
  }
}
