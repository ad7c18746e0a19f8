package io.ptictl.lab;

/**
 * The size of a terminal in characters.
 *
 * @param rows its height
 * @param columns its width
 */
public record TerminalSize(int rows, int columns) {
  /** What a terminal is taken for that does not tell its size. */
  public static final TerminalSize USUAL = new TerminalSize(24, 80);
}
