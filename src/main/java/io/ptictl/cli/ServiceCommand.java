package io.ptictl.cli;

import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import io.ptictl.service.OptOut;
import io.ptictl.service.UnitName;
import io.ptictl.service.Way;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ptictl service}. */
@Command(
    name = "service",
    header = "Opts a service of systemd out by a drop-in.",
    description = {
      "Prints the drop-in with which the service UNIT runs without page-table isolation, after"
          + " reading what its unit says. Refuses, with the reasons, where that cannot work."
          + " --install puts it into /etc/systemd/system and lets systemd read it; it holds from"
          + " the service's next start on.",
      "",
      "There are three ways; the first that works is taken:",
      "",
      "  launcher    ptictl run starts the program, and becomes its user itself",
      "  capability  ptictl run starts it as its user, with CAP_SYS_RAWIO until",
      "              then",
      "  post        ptictl off --tree, once it runs: for a program that systemd",
      "              starts as root and that changes its user by itself, which",
      "              ends an opt-out",
      "",
      "Where the kernel lacks the control or is switched off, the service runs isolated and says so"
          + " in the journal; with --strict it does not start.",
      ""
    },
    customSynopsis =
        "ptictl service [--by WAY] [--strict] [--launcher PROGRAM]%n"
            + "                      [--file FILE]... [--install | --check] UNIT%n"
            + "       ptictl service --remove UNIT",
    footer = {
      "",
      "Exit status: 0; 1 if it is refused or fails, or if --check or --remove finds nothing; 2 if"
          + " the command line is wrong; 3 if systemd does not run here.",
      "",
      "  ptictl service haproxy",
      "  ptictl service --install postgresql@15-main"
    },
    mixinStandardHelpOptions = true)
final class ServiceCommand implements Callable<Integer> {
  @Spec CommandSpec self;

  @Parameters(paramLabel = "UNIT", description = "the service; .service may be left away")
  String unit = "";

  @Option(names = "--by", paramLabel = "WAY", description = "launcher, capability or post")
  @Nullable String by;

  @Option(names = "--strict", description = "the service fails rather than run isolated")
  boolean strict;

  @Option(
      names = "--launcher",
      paramLabel = "PROGRAM",
      description = "the unit is to name this ptictl instead of /usr/bin/ptictl")
  @Nullable Path launcher;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description =
          "do not ask systemd, but read this unit file, and then these drop-ins; repeatable")
  List<Path> files = List.of();

  @Option(names = "--install", description = "write it, and let systemd read it")
  boolean install;

  @Option(names = "--check", description = "say whether what is installed is still right")
  boolean check;

  @Option(names = "--remove", description = "take it away")
  boolean remove;

  @Override
  public Integer call() {
    if ((install ? 1 : 0) + (check ? 1 : 0) + (remove ? 1 : 0) > 1) {
      throw Failure.usage("--install, --check, --remove: give one of them");
    }
    UnitName name = UnitName.of(unit);
    OptOut optOut = OptOut.of(name);
    if (remove) {
      return remove(optOut, name);
    }
    OptOut.Proposal proposal =
        optOut.propose(files, by == null ? null : Way.of(by), strict, launcher);
    if (check) {
      return check(optOut, proposal, name);
    }
    proposal.notes().forEach(note -> say("note: " + name.text() + ": " + note));
    if (install) {
      boolean told = optOut.install(proposal);
      say(
          name.text()
              + ": "
              + optOut.path()
              + " is written"
              + (told ? "" : "; systemd was not told"));
      say("it takes effect by: systemctl restart " + name.text());
    } else {
      self.commandLine().getOut().print(proposal.text());
    }
    return ExitStatus.YES;
  }

  private int remove(OptOut optOut, UnitName name) {
    if (!optOut.remove()) {
      throw Failure.failed(name.text() + ": no drop-in of ptictl's; nothing to remove");
    }
    say(name.text() + ": " + optOut.path() + " is removed; systemctl restart ends the opt-out");
    return ExitStatus.YES;
  }

  private int check(OptOut optOut, OptOut.Proposal proposal, UnitName name) {
    Optional<String> installed = optOut.installed();
    if (installed.isEmpty()) {
      throw Failure.failed(name.text() + ": no drop-in of ptictl's; --install writes one");
    }
    if (!installed.get().equals(proposal.text())) {
      throw Failure.failed(
          name.text()
              + ": "
              + optOut.path()
              + " is not what would be written now; --install again");
    }
    return ExitStatus.YES;
  }

  private void say(String message) {
    Messages.say(self.commandLine(), message);
  }
}
