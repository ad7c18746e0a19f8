package io.ptictl.process;

import io.ptictl.sys.Raw;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Parts of sentences. */
public final class Shown {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd");

  private Shown() {}

  /** A time of today as {@code 14:30:01}, an earlier one as {@code 2026-11-23}. */
  public static String time(Instant instant) {
    ZonedDateTime local = instant.atZone(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS);
    return local.toLocalDate().equals(LocalDate.now(ZoneId.systemDefault()))
        ? TIME.format(local)
        : DATE.format(local);
  }

  /** {@code process 12 (name)}. */
  static String process(int pid, String rawName) {
    return "process " + pid + " (" + Raw.text(rawName) + ")";
  }

  static String process(ProcessStatus process) {
    return process(process.pid(), process.name());
  }
}
