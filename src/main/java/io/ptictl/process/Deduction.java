package io.ptictl.process;

import io.ptictl.spec.Isolation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What ended an opt-out that an isolated process may have had, where nothing recorded it. */
final class Deduction {
  /** linux/auxvec.h. */
  private static final long AT_SECURE = 23;

  private final ProcessStatus process;
  private final Rights rights;
  private final Processes processes;
  private final UserNames users;
  private final List<Cause> causes = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();

  Deduction(ProcessStatus process, Rights rights, Processes processes, UserNames users) {
    this.process = process;
    this.rights = rights;
    this.processes = processes;
    this.users = users;
  }

  List<Cause> causes() {
    return causes;
  }

  List<String> unknown() {
    return unknown;
  }

  /** By how it was executed, and by what its parent is. */
  void look() {
    ProcessStatus parent = processes.status(process.parent());
    Isolation inherited = parent == null ? null : parent.isolation();
    boolean secure = Boolean.TRUE.equals(secure(process.pid()));
    if (secure) {
      causes.add(
          new Cause(
              Reason.DOMAIN_CHANGE,
              "it was executed with more rights than its user's (set-id or capabilities): an"
                  + " opt-out of its caller ended there",
              "ptictl off --pid " + process.pid(),
              Cause.Evidence.DEDUCED));
    } else if (parent != null && inherited != null && inherited.optedOut()) {
      isolatedBelow(parent, inherited);
    }
  }

  private void isolatedBelow(ProcessStatus parent, Isolation inherited) {
    String off = "ptictl off --pid " + process.pid();
    Rights its = processes.rights(parent.pid());
    if (its != null && its.effectiveUser() != rights.effectiveUser()) {
      String user = users.of(rights.effectiveUser());
      causes.add(
          new Cause(
              Reason.DOMAIN_CHANGE,
              "its parent, "
                  + Shown.process(parent)
                  + ", is opted out, but of user "
                  + users.of(its.effectiveUser())
                  + "; becoming user "
                  + user
                  + " ended that",
              "start it as " + user + " (ptictl run --user=" + user + "), or " + off,
              Cause.Evidence.LIKELY));
    } else if (inherited == Isolation.OFF_NOEXEC) {
      causes.add(
          new Cause(
              Reason.UNTIL_EXEC,
              "its parent, "
                  + Shown.process(parent)
                  + ", is opted out until exec, and it executed a program",
              off,
              Cause.Evidence.LIKELY));
    } else if (!Boolean.FALSE.equals(rights.initialNamespace())) {
      unknown.add(
          "why it is not as its parent, "
              + Shown.process(parent)
              + ": born before that was opted out, or isolated since (ptictl protect, on)");
    }
  }

  /** AT_SECURE of the program that it executed last; null if that is not to be seen. */
  private static @Nullable Boolean secure(int pid) {
    try {
      ByteBuffer vector =
          ByteBuffer.wrap(Files.readAllBytes(Path.of("/proc/" + pid + "/auxv")))
              .order(ByteOrder.nativeOrder());
      while (vector.remaining() >= 16) {
        long key = vector.getLong();
        long value = vector.getLong();
        if (key == AT_SECURE) {
          return value != 0;
        }
      }
      return null;
    } catch (IOException _) {
      return null;
    }
  }
}
