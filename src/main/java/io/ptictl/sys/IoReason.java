package io.ptictl.sys;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why input or output failed, in words. */
public final class IoReason {
  /** The reason if the caller may not look at a file, or not go there. */
  public static final String DENIED = "permission denied; try as root";

  private IoReason() {}

  /** Without the file's name; for example "no such file". */
  public static String of(IOException e) {
    return switch (e) {
      case SystemCallException call -> of(call);
      case NoSuchFileException _ -> "no such file";
      case AccessDeniedException _ -> DENIED;
      case FileSystemException f when f.getReason() != null -> f.getReason();
      case CharacterCodingException _ -> "not a text in UTF-8";
      default -> String.valueOf(e.getMessage());
    };
  }

  private static String of(SystemCallException e) {
    return switch (e.errno()) {
      case Errno.ENOENT -> "no such file";
      case Errno.EACCES -> DENIED;
      default -> e.reason();
    };
  }
}
