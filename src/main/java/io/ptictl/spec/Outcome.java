package io.ptictl.spec;

import org.jspecify.annotations.Nullable;

/**
 * How a call ends.
 *
 * @param error why it failed and changed nothing; null if it did what was asked for, or there was
 *     nothing to do
 */
public record Outcome(@Nullable ErrorCode error) {
  /** Success. */
  public static final Outcome SUCCESS = new Outcome(null);

  /** Did it succeed? */
  public boolean success() {
    return error == null;
  }

  /** The number that errno has afterwards, 0 for success. */
  public int errno() {
    return error == null ? 0 : error.number();
  }

  @Override
  public String toString() {
    return error == null ? "ok" : error.toString();
  }
}
