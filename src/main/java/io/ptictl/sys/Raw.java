package io.ptictl.sys;

import java.nio.charset.StandardCharsets;

/**
 * Raw strings: one char per byte, each at most 0xff. Linux's file names, arguments and environment
 * are bytes that need not be UTF-8; kept like this they survive unchanged and still compare and
 * print.
 */
public final class Raw {
  private Raw() {}

  /** The raw string of a text, which becomes UTF-8. */
  public static String of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The raw string of these bytes. */
  public static String of(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** The bytes of a raw string. */
  public static byte[] bytes(String raw) {
    return raw.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A raw string as text to be shown; what is not UTF-8 becomes U+FFFD. */
  public static String text(String raw) {
    return new String(bytes(raw), StandardCharsets.UTF_8);
  }
}
