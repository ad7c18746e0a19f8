package io.ptictl.lab;

/** The numbers of guest/guest.h. */
final class FrameType {
  static final int START = 1;
  static final int STDIN = 2;
  static final int STDIN_EOF = 3;
  static final int SIGNAL = 4;
  static final int WINSIZE = 5;
  static final int OUT_CREDIT = 6;
  static final int OUT_CLOSE = 7;

  static final int HELLO = 65;
  static final int STARTED = 66;
  static final int FAILED = 67;
  static final int STDOUT = 68;
  static final int STDERR = 69;
  static final int EXITED = 70;
  static final int IN_CREDIT = 71;

  private FrameType() {}
}
