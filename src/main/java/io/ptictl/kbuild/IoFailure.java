package io.ptictl.kbuild;

import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says in words what an IOException means. */
final class IoFailure {
  private IoFailure() {}

  /** The reason, with the file where there is one. */
  static String reason(IOException e) {
    if (e instanceof FileSystemException f && f.getFile() != null) {
      String reason =
          switch (f) {
            case NoSuchFileException missing -> "no such file";
            case AccessDeniedException denied -> "permission denied";
            default -> f.getReason() == null ? f.getClass().getSimpleName() : f.getReason();
          };
      return f.getFile() + ": " + reason;
    }
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message.lines().findFirst().orElse("");
  }

  /** As the end of a command: the thing, then the reason. */
  static Failure of(String thing, IOException e) {
    return new Failure(ExitStatus.NO, thing + ": " + reason(e), e);
  }
}
