package io.ptictl.process;

import io.ptictl.sys.Raw;
import java.io.File;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the kernel told about one process that is isolated now, as causes. */
final class History {
  private final ProcessStatus process;
  private final Rights rights;
  private final KernelEvents events;
  private final Instant start;
  private final UserNames users;
  private final List<Cause> causes = new ArrayList<>();

  History(
      ProcessStatus process, Rights rights, KernelEvents events, Instant start, UserNames users) {
    this.process = process;
    this.rights = rights;
    this.events = events;
    this.start = start;
    this.users = users;
  }

  /** Tracepoints tell more of changes, audit records more of who; the first that knows counts. */
  List<Cause> causes() {
    for (KernelEvent.Source source : KernelEvent.Source.values()) {
      List<KernelEvent> told = events.of(process.pid(), start, source);
      KernelEvent last = last(told, false);
      KernelEvent refused = last(told, true);
      if (last != null) {
        ended(told, last);
      }
      if (refused != null && (last == null || !refused.time().isBefore(last.time()))) {
        causes.add(refused(refused));
      }
      if (!causes.isEmpty()) {
        break;
      }
    }
    return causes;
  }

  private static @Nullable KernelEvent last(List<KernelEvent> told, boolean refused) {
    return told.reversed().stream()
        .filter(each -> each.refused() == refused)
        .findFirst()
        .orElse(null);
  }

  private void ended(List<KernelEvent> told, KernelEvent last) {
    if (last.after().optedOut()) {
      add(
          Reason.SET,
          "it was opted out"
              + at(last)
              + "; what isolated it again was not recorded: itself or another (ptictl on), the"
              + " switch, or an execve after an opt-out until exec",
          null,
          last);
      return;
    }
    switch (last.cause()) {
      case DOMAIN -> domain(told, last);
      case EXEC ->
          add(
              Reason.UNTIL_EXEC,
              "it was opted out until exec, and executed a program" + at(last),
              "ptictl off --pid " + process.pid(),
              last);
      case SWITCH ->
          add(
              Reason.SWITCHED_OFF,
              "it was opted out until the switch ended that" + at(last),
              null,
              last);
      default ->
          add(
              Reason.SET,
              "it was opted out, and isolated again by " + actor(last) + at(last),
              "ptictl off --pid " + process.pid(),
              last);
    }
  }

  private void domain(List<KernelEvent> told, KernelEvent event) {
    String user = users.of(rights.effectiveUser());
    add(
        Reason.DOMAIN_CHANGE,
        "its opt-out ended" + at(event) + ": " + which(told, event),
        "start it as "
            + user
            + " (ptictl run --user="
            + user
            + "), or ptictl off --pid "
            + process.pid(),
        event);
  }

  /** Which change of domain it was: not told, but to be seen from what was told before. */
  private String which(List<KernelEvent> told, KernelEvent event) {
    if (isOther(event)) {
      return "it was born into another user namespace (clone)";
    }
    if (Boolean.FALSE.equals(rights.initialNamespace())) {
      return "it entered another user namespace (unshare or setns)";
    }
    String name = Raw.text(event.name());
    KernelEvent before = before(told, event);
    if (event.source() == KernelEvent.Source.TRACE && before != null) {
      return before.name().equals(event.name())
          ? name
              + " changed its ids or capabilities (setuid and its like); it is user "
              + user()
              + " now"
          : "it executed " + name + ", which is set-id or has capabilities";
    }
    // Of setuid() and its like the kernel tells before the caller has its new ids.
    Integer was = event.actor().user();
    return was != null && was != rights.effectiveUser()
        ? "as " + name + " it went from user " + users.of(was) + " to user " + user()
        : "as "
            + name
            + " it got other ids or capabilities, by setuid and its like or by executing a file"
            + " that gives them; it is user "
            + user()
            + " now";
  }

  private static @Nullable KernelEvent before(List<KernelEvent> told, KernelEvent event) {
    return told.reversed().stream()
        .filter(
            each -> !each.equals(event) && !each.refused() && !each.time().isAfter(event.time()))
        .findFirst()
        .orElse(null);
  }

  private String user() {
    return users.of(rights.effectiveUser());
  }

  private Cause refused(KernelEvent event) {
    boolean mark = event.cause() == KernelEvent.Cause.MARK;
    boolean exec = event.cause() == KernelEvent.Cause.EXEC;
    String what =
        mark
            ? "the mark of its program did not count when it was executed"
            : exec
                ? "its opt-out was not kept over execve"
                : actor(event) + " asked for its opt-out and was refused";
    return new Cause(Reason.REFUSED, what + at(event), null, evidence(event));
  }

  /** Who did it: "itself", or another. */
  private String actor(KernelEvent event) {
    return isOther(event) ? who(event, users) : "itself";
  }

  private boolean isOther(KernelEvent event) {
    int task = event.actor().task();
    return task != process.pid() && !new File("/proc/" + process.pid() + "/task/" + task).exists();
  }

  /** {@code process 12 (name), user root, who logged in as alice}. */
  static String who(KernelEvent event, UserNames users) {
    KernelEvent.Actor actor = event.actor();
    String user = actor.user() == null ? "" : ", user " + users.of(actor.user());
    String login = actor.login() == null ? "" : ", logged in as " + users.of(actor.login());
    return Shown.process(actor.task(), actor.name()) + user + login;
  }

  private void add(Reason reason, String text, @Nullable String remedy, KernelEvent event) {
    causes.add(new Cause(reason, text, remedy, evidence(event)));
  }

  static Cause.Evidence evidence(KernelEvent event) {
    return event.source() == KernelEvent.Source.TRACE ? Cause.Evidence.TRACE : Cause.Evidence.AUDIT;
  }

  /** {@code at 14:30:01}. */
  static String at(KernelEvent event) {
    return " at " + Shown.time(event.time());
  }
}
