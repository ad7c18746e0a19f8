package io.ptictl.cli;

import io.ptictl.policy.KernelMeaning;
import io.ptictl.policy.Mark;
import io.ptictl.policy.MarkJson;
import io.ptictl.policy.Marker;
import io.ptictl.policy.Names;
import io.ptictl.policy.Rule;
import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ptictl mark}. */
@Command(
    name = "mark",
    header = "Lets every process of a program start opted out.",
    description = {
      "Gives each FILE the file capability CAP_PAYLOAD (permitted, never effective). Whoever"
          + " executes it gets a process without page-table isolation, which can read all memory of"
          + " the machine if it is taken over: mark only what the machine exists for. Other"
          + " capabilities of the file stay. A record of the mark is kept; see marks and verify.",
      "",
      "A file that breaks one of these rules is refused. --allow waives a rule that is broken;"
          + " marks and verify show for ever that it was waived.",
      "",
      "  name         no control characters in its name",
      "  owner        owned by root",
      "  writable     not writable by group or others",
      "  parents      every directory on the way like that, too; /tmp is none",
      "  setid        neither setuid nor setgid",
      "  links        no other name (hard link)",
      "  effective    no other capability that is effective",
      "  writer       nobody has it open or mapped for writing",
      "  interpreter  nothing that runs what its caller names: shells, Python,",
      "               Java, env, a loader; also under another name",
      "  filesystem   on ext4, xfs, btrfs, f2fs, tmpfs or another that is safe",
      "  nosuid       not on a nosuid mount",
      "",
      "Never waived: a regular file, not a symbolic link; a program in ELF form that this machine"
          + " executes (elf); capabilities that are in order.",
      ""
    },
    customSynopsis = "ptictl mark [--allow RULE]... [--records DIR] FILE...",
    footer = {
      "",
      "Needs CAP_SETFCAP, as root has it. A write to the file, chown, and the upgrade of its"
          + " package take the mark away: verify tells, mark again. Processes that run already stay"
          + " as they are; see off.",
      "Exit status: 0 if all are marked; 1 if one is not, the others being marked; 2 if the command"
          + " line is wrong.",
      "",
      "  ptictl mark /usr/sbin/haproxy",
      "  ptictl mark --allow filesystem /srv/nfs/solver"
    },
    mixinStandardHelpOptions = true)
final class MarkCommand implements Callable<Integer> {
  @Spec CommandSpec self;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "the programs")
  List<String> files = List.of();

  @Option(
      names = "--allow",
      paramLabel = "RULE",
      split = ",",
      description = "mark although this rule is broken; may be repeated")
  List<String> allow = List.of();

  @Mixin MarkRecords records = new MarkRecords();

  @Override
  public Integer call() {
    Set<Rule> allowed = allowed();
    Marker marker = new Marker(records.store(), allowed);
    int status = ExitStatus.YES;
    boolean any = false;
    for (String path : MarkRecords.absolute(files)) {
      try {
        tell(marker.mark(path), allowed);
        any = true;
      } catch (Failure e) {
        Messages.say(self.commandLine(), String.valueOf(e.getMessage()));
        status = Math.max(status, e.exitStatus());
      }
    }
    String warning = any ? KernelMeaning.read().warning() : "";
    if (!warning.isEmpty()) {
      Messages.say(self.commandLine(), "note: " + warning);
    }
    return status;
  }

  private void tell(Mark mark, Set<Rule> allowed) {
    String shown = Names.shown(mark.path());
    if (!mark.waived().isEmpty()) {
      String words = String.join(", ", MarkJson.words(mark.waived()));
      Messages.say(
          self.commandLine(), "warning: " + shown + ": marked, although it breaks: " + words);
    }
    Set<Rule> kept = EnumSet.noneOf(Rule.class);
    kept.addAll(allowed);
    kept.removeAll(mark.waived());
    if (!kept.isEmpty()) {
      String words = String.join(", ", MarkJson.words(kept));
      Messages.say(
          self.commandLine(), "note: " + shown + ": not waived, since it is not broken: " + words);
    }
  }

  private Set<Rule> allowed() {
    Set<Rule> rules = EnumSet.noneOf(Rule.class);
    for (String word : allow) {
      Rule rule = Rule.of(word);
      if (rule == null) {
        throw Failure.usage(
            "--allow " + word + ": no such rule; " + String.join(", ", Rule.waivableWords()));
      }
      if (!rule.waivable()) {
        throw Failure.usage(
            "--allow " + word + ": cannot be waived; a mark on what is no program has no effect");
      }
      rules.add(rule);
    }
    return rules;
  }
}
