package io.ptictl.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine;

/** All that is written from the model of the commands: the manual, and the completion of bash. */
final class Manual {
  private static final String PAGES = "man/man1/";
  private static final String COMPLETIONS = "bash-completion/completions/";

  private Manual() {}

  /**
   * The files by their names below a {@code share} directory.
   *
   * @param date of the pages
   */
  static SortedMap<String, String> files(LocalDate date) {
    SortedMap<String, String> files = new TreeMap<>();
    CommandLine top = Commands.commandLine(new String[0]);
    add(top, date, files);
    Map<String, CommandLine> commands = top.getSubcommands();
    page(Objects.requireNonNull(commands.get("run")), "nopti", date, files);
    page(Objects.requireNonNull(commands.get("protect")), "pti", date, files);
    files.put(COMPLETIONS + "ptictl", Completion.bash(top));
    // bash-completion looks for a file of the command's name.
    files.put(COMPLETIONS + "nopti", alias());
    files.put(COMPLETIONS + "pti", alias());
    return files;
  }

  /** Today, or the day that SOURCE_DATE_EPOCH says, for builds that are to be repeated. */
  static LocalDate date() {
    String epoch = System.getenv("SOURCE_DATE_EPOCH");
    return epoch == null || !epoch.matches("[0-9]{1,11}")
        ? LocalDate.now(ZoneOffset.UTC)
        : Instant.ofEpochSecond(Long.parseLong(epoch)).atZone(ZoneOffset.UTC).toLocalDate();
  }

  private static void add(CommandLine command, LocalDate date, Map<String, String> files) {
    page(command, command.getCommandSpec().qualifiedName(), date, files);
    command.getSubcommands().values().forEach(child -> add(child, date, files));
  }

  private static void page(
      CommandLine command, String called, LocalDate date, Map<String, String> files) {
    String source = new Ptictl.Version().getVersion()[0];
    ManualPage page = new ManualPage(command, called, source, date.toString());
    files.put(PAGES + page.name() + ".1", page.roff());
  }

  private static String alias() {
    return ". \"${BASH_SOURCE[0]%/*}/ptictl\"\n";
  }
}
