package io.ptictl.process;

import org.jspecify.annotations.Nullable;

/** How an opt-out came down to a process, in words. */
final class Ancestry {
  private final Processes processes;
  private final Origins origins;
  private final UserNames users;

  Ancestry(Processes processes, Origins origins, UserNames users) {
    this.processes = processes;
    this.origins = origins;
    this.users = users;
  }

  /** From whom, and how that one came to it. */
  String told(Origin origin) {
    ProcessStatus parent = processes.status(origin.from());
    String from =
        parent != null
            ? Shown.process(parent)
            : origin.event() != null
                ? Shown.process(origin.from(), origin.event().actor().name()) + ", which has ended"
                : "a process that has ended";
    String how = "";
    if (parent != null && parent.isolation() != null && parent.isolation().optedOut()) {
      how = howItself(parent);
    }
    return (origin.sure() ? "it inherited that from " : "it probably inherited that from ")
        + from
        + how;
  }

  /** The parent's own story, in a few words, so that nobody has to ask once for each generation. */
  private String howItself(ProcessStatus process) {
    ProcessStatus top = process;
    Origin origin = origins.of(process);
    while (origin.kind() == Origin.Kind.INHERITED) {
      ProcessStatus parent = processes.status(origin.from());
      if (parent == null || parent.isolation() == null || !parent.isolation().optedOut()) {
        break;
      }
      top = parent;
      origin = origins.of(parent);
    }
    String who =
        top.pid() == process.pid()
            ? ", which "
            : ", and that from " + Shown.process(top) + ", which ";
    KernelEvent event = origin.event();
    return switch (origin.kind()) {
      case SELF -> who + "opted itself out" + at(event);
      case OUTSIDE ->
          who
              + (event == null
                  ? "another opted out"
                  : History.who(event, users) + " opted out" + at(event));
      case MARK -> who + "has a marked program";
      default -> top.pid() == process.pid() ? "" : ", and that from " + Shown.process(top);
    };
  }

  private static String at(@Nullable KernelEvent event) {
    return event == null ? "" : History.at(event);
  }
}
