package io.ptictl.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The terminal behind a file descriptor of this process. Not to be used by two threads at once. */
public final class Terminal {
  /** sizeof(struct termios) is 60 in glibc and 36 in the kernel; this is enough for any. */
  private static final long TERMIOS_BYTES = 256;

  /** termios.h: after all output written so far has been sent. */
  private static final int TCSADRAIN = 1;

  /** asm-generic/ioctls.h. */
  private static final long TIOCGWINSZ = 0x5413;

  private final int descriptor;

  /**
   * @param descriptor 0, 1 or 2, which need not be a terminal
   */
  public Terminal(int descriptor) {
    this.descriptor = descriptor;
  }

  /** A size in characters. */
  public record Size(int columns, int rows) {}

  /** A changed mode of the terminal; closing it brings the former mode back. Never fails. */
  public interface Mode extends AutoCloseable {
    @Override
    void close();
  }

  /** Is it a terminal at all? */
  public boolean isTerminal() {
    return Libc.isatty(descriptor);
  }

  /**
   * The size of the window.
   *
   * @throws SystemCallException ENOTTY if this is no terminal
   */
  public Size size() throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment winsize = arena.allocate(8);
      Libc.ioctl(descriptor, TIOCGWINSZ, winsize);
      return new Size(
          winsize.get(ValueLayout.JAVA_SHORT, 2) & 0xffff,
          winsize.get(ValueLayout.JAVA_SHORT, 0) & 0xffff);
    }
  }

  /**
   * Passes every key on as it is typed: no echo, no line editing, no signals from keys. The former
   * mode must be brought back before the process ends, by {@link Mode#close} from any thread, a
   * shutdown hook included.
   *
   * @throws SystemCallException ENOTTY if this is no terminal
   */
  public Mode raw() throws SystemCallException {
    Arena arena = Arena.ofAuto();
    MemorySegment before = arena.allocate(TERMIOS_BYTES);
    Libc.tcgetattr(descriptor, before);
    MemorySegment raw = arena.allocate(TERMIOS_BYTES).copyFrom(before);
    Libc.cfmakeraw(raw);
    Libc.tcsetattr(descriptor, TCSADRAIN, raw);
    return () -> restore(before);
  }

  private void restore(MemorySegment termios) {
    try {
      Libc.tcsetattr(descriptor, TCSADRAIN, termios);
    } catch (SystemCallException _) {
      // The terminal was hung up: there is nothing to bring back.
    }
  }
}
