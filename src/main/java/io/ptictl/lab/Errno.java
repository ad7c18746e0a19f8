package io.ptictl.lab;

/** The guest's error numbers (asm-generic/errno-base.h) that starting a command meets. */
final class Errno {
  static final int ENOENT = 2;

  private Errno() {}

  /** As strerror(3) says it. */
  static String text(int errno) {
    return switch (errno) {
      case 1 -> "Operation not permitted";
      case ENOENT -> "No such file or directory";
      case 5 -> "Input/output error";
      case 7 -> "Argument list too long";
      case 8 -> "Exec format error";
      case 11 -> "Resource temporarily unavailable";
      case 12 -> "Cannot allocate memory";
      case 13 -> "Permission denied";
      case 20 -> "Not a directory";
      case 21 -> "Is a directory";
      case 22 -> "Invalid argument";
      case 26 -> "Text file busy";
      case 36 -> "File name too long";
      case 40 -> "Too many levels of symbolic links";
      default -> "error " + errno;
    };
  }
}
