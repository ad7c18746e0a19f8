package io.ptictl.spec;

/** A script of events cannot be read, or an event in it cannot happen. */
public final class ScriptException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one line: where, what, and the way out
   */
  ScriptException(String message) {
    super(message);
  }
}
