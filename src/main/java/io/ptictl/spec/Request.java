package io.ptictl.spec;

/** What a process asks for. */
public enum Request {
  /** Isolation. */
  ON(Isolation.ON),
  /** An opt-out. */
  OFF(Isolation.OFF),
  /** An opt-out that ends at execve. */
  OFF_NOEXEC(Isolation.OFF_NOEXEC),
  /** Isolation for ever. */
  FORCED(Isolation.FORCED),
  /** A value that is no state, or none that can be asked for. */
  INVALID(Isolation.NOT_IN_USE);

  private final Isolation state;

  Request(Isolation state) {
    this.state = state;
  }

  /** The state asked for; {@link Isolation#NOT_IN_USE} cannot be. */
  public Isolation state() {
    return state;
  }

  /** Is it to opt out? */
  public boolean optsOut() {
    return state.optedOut();
  }

  /** The word of an event: that of the state, or {@code invalid}. */
  public String word() {
    return this == INVALID ? "invalid" : state.word();
  }
}
