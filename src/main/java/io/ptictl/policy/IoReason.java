package io.ptictl.policy;

import io.ptictl.sys.SystemCallException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why input or output failed, in words. */
final class IoReason {
  private IoReason() {}

  static String of(IOException e) {
    return switch (e) {
      case SystemCallException call -> call.reason();
      case NoSuchFileException _ -> "no such file";
      case AccessDeniedException _ -> Candidate.DENIED;
      case FileSystemException f when f.getReason() != null -> f.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }
}
