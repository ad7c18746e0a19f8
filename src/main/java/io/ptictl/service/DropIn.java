package io.ptictl.service;

import java.util.ArrayList;
import java.util.List;

/** The text of the drop-in that opts a service out. */
final class DropIn {
  /** util-linux; on every Debian system. */
  private static final String SETPRIV =
      "/usr/bin/setpriv --inh-caps=-sys_rawio --ambient-caps=-sys_rawio --";

  private final Plan plan;
  private final String launcher;
  private final boolean strict;

  /**
   * @param launcher the path of ptictl; no blanks, quotes, or characters that systemd expands
   * @param strict the service fails rather than run isolated
   */
  DropIn(Plan plan, String launcher, boolean strict) {
    this.plan = plan;
    this.launcher = launcher;
    this.strict = strict;
  }

  String text() {
    List<String> lines = new ArrayList<>();
    lines.add("# " + plan.service().unit() + " without page-table isolation; by ptictl service.");
    lines.add("# To take it back: ptictl service --remove " + plan.service().unit());
    lines.add("[Service]");
    switch (plan.way()) {
      case LAUNCHER -> wrap(lines, plan.service().changesUser() ? "!" : "", run(identity()));
      case CAPABILITY -> {
        lines.add("AmbientCapabilities=CAP_SYS_RAWIO");
        if (plan.service().settings().isSet("CapabilityBoundingSet")) {
          lines.add("CapabilityBoundingSet=CAP_SYS_RAWIO");
        }
        wrap(lines, "", run(List.of()) + " " + SETPRIV);
      }
      case POST -> post(lines);
    }
    return String.join("\n", lines) + "\n";
  }

  private void wrap(List<String> lines, String prefix, String wrapper) {
    lines.add("ExecStart=");
    for (ExecLine line : plan.service().commands()) {
      lines.add("ExecStart=" + line.wrapped(prefix, List.of(wrapper)));
    }
  }

  private String run(List<String> identity) {
    List<String> words = new ArrayList<>(List.of(launcher, "run"));
    words.addAll(identity);
    if (!strict) {
      words.add("--best-effort");
    }
    words.add("--");
    return String.join(" ", words);
  }

  /** Only what systemd would have done itself. */
  private List<String> identity() {
    List<String> words = new ArrayList<>();
    if (plan.service().changesUser()) {
      Settings settings = plan.service().settings();
      words.add("--user=" + settings.last("User"));
      if (settings.isSet("Group")) {
        words.add("--group=" + settings.last("Group"));
      }
    }
    return words;
  }

  /** With all rights, outside of the service's sandbox. */
  private void post(List<String> lines) {
    String off = "=" + (strict ? "" : "-") + "+" + launcher + " off --tree --pid $MAINPID";
    lines.add("ExecStartPost" + off);
    if (plan.service().settings().isSet("ExecReload")) {
      lines.add("ExecReload" + off.replace("=+", "=-+"));
    }
  }
}
