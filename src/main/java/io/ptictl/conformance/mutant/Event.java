package io.ptictl.conformance.mutant;

/** What is heard of a machine while self-tests run in it. */
sealed interface Event {
  /** Another test passed or was skipped. */
  record Passed(String test) implements Event {}

  /** A test failed; why: what it said last, or nothing. */
  record Failed(String test, String why) implements Event {}

  /** The kernel found something wrong with itself. */
  record Complained(Finding finding) implements Event {}

  /** The tests, or the machine, came to their end. */
  record Ended(boolean wellDone, String how) implements Event {}
}
