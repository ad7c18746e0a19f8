package io.ptictl.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A page of the manual, from the model that {@code --help} shows. It says nothing that is not in
 * the model.
 *
 * @param command the model, with its parents
 * @param called the words by which it is called, {@code ptictl run} or {@code nopti}
 * @param source who publishes it, with the version
 * @param date as year, month and day
 */
record ManualPage(CommandLine command, String called, String source, String date) {
  private static final Pattern CAPITALS = Pattern.compile("\\b[A-Z]+\\b");
  private static final Set<String> GENERAL = Set.of("COMMAND", "ARG");
  private static final Pattern TABLE = Pattern.compile("^ .*|\\S+ {2,}\\S.*");
  private static final Pattern EXAMPLE = Pattern.compile("Example: (.*)");
  private static final Pattern STATUS = Pattern.compile("Exit status: (.*)", Pattern.DOTALL);

  /** The name of the page: {@code ptictl-lab-run}. */
  String name() {
    return called.replace(' ', '-');
  }

  /** The page in the language of man(7). */
  String roff() {
    Roff roff = new Roff();
    roff.macro("TH", name().toUpperCase(Locale.ROOT), "1", date, source, "ptictl manual");
    roff.macro("SH", "NAME").words(Roff.plain(name()) + " \\- " + Roff.plain(summary()));
    roff.macro("SH", "SYNOPSIS");
    synopsis(roff);
    roff.macro("SH", "DESCRIPTION");
    text(roff, formatted(spec().usageMessage().description()));
    arguments(roff);
    commands(roff);
    footer(roff);
    roff.macro("SH", "SEE ALSO").words(seeAlso());
    return roff.toString();
  }

  private CommandSpec spec() {
    return command.getCommandSpec();
  }

  private String summary() {
    String[] header = spec().usageMessage().header();
    String line = header.length > 0 ? header[0] : spec().usageMessage().description()[0];
    String plain = line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    return Character.toLowerCase(plain.charAt(0)) + plain.substring(1);
  }

  private void synopsis(Roff roff) {
    String[] custom = spec().usageMessage().customSynopsis();
    CommandLine.Help help = command.getHelp();
    String whole =
        custom.length > 0
            ? String.join("\n", formatted(custom))
            : help.detailedSynopsis(0, null, false);
    String own = spec().qualifiedName();
    String rest = whole.replaceAll("\\s+", " ").strip().substring(own.length());
    roff.words(Roff.bold(called) + marked(rest));
  }

  /** Names of arguments in italics, the rest as it is. */
  private String marked(String plain) {
    Set<String> names = spec().args().stream().map(ArgSpec::paramLabel).collect(Collectors.toSet());
    Matcher word = CAPITALS.matcher(plain);
    StringBuilder marked = new StringBuilder();
    int end = 0;
    while (word.find()) {
      marked.append(Roff.plain(plain.substring(end, word.start())));
      boolean name = names.contains(word.group()) || GENERAL.contains(word.group());
      marked.append(name ? Roff.italic(word.group()) : word.group());
      end = word.end();
    }
    return marked.append(Roff.plain(plain.substring(end))).toString();
  }

  private void arguments(Roff roff) {
    roff.macro("SH", "OPTIONS");
    for (PositionalParamSpec operand : spec().positionalParameters()) {
      if (!operand.hidden()) {
        item(roff, Roff.italic(operand.paramLabel()), operand);
      }
    }
    for (OptionSpec option : spec().options()) {
      if (!option.hidden()) {
        String value = option.arity().max() > 0 ? "=" + Roff.italic(option.paramLabel()) : "";
        String names =
            Arrays.stream(option.names()).map(Roff::bold).collect(Collectors.joining(", "));
        item(roff, names + value, option);
      }
    }
  }

  private static void item(Roff roff, String tag, ArgSpec argument) {
    roff.macro("TP").words(tag);
    roff.words(Roff.plain(sentence(String.join(" ", formatted(argument.description())))));
  }

  private void commands(Roff roff) {
    if (command.getSubcommands().isEmpty()) {
      return;
    }
    roff.macro("SH", "COMMANDS");
    command
        .getSubcommands()
        .forEach(
            (name, child) -> {
              String[] header = child.getCommandSpec().usageMessage().header();
              roff.macro("TP").words(Roff.bold(name)).words(Roff.plain(String.join(" ", header)));
            });
  }

  /** The footer's parts under the headings that the manual has for them. */
  private void footer(Roff roff) {
    List<String> notes = new ArrayList<>();
    List<String> examples = new ArrayList<>();
    String status = "";
    for (List<String> paragraph : split(formatted(spec().usageMessage().footer()))) {
      Matcher statusText = STATUS.matcher(String.join(" ", paragraph));
      Matcher example = EXAMPLE.matcher(paragraph.getFirst());
      if (statusText.matches()) {
        status = statusText.group(1);
      } else if (example.matches()) {
        examples.add(example.group(1));
      } else if (paragraph.stream().allMatch(line -> line.startsWith("  ptictl"))) {
        paragraph.forEach(line -> examples.add(line.strip()));
      } else {
        notes.addAll(paragraph);
        notes.add("");
      }
    }
    if (!notes.isEmpty()) {
      roff.macro("SH", "NOTES");
      text(roff, notes);
    }
    if (!status.isEmpty()) {
      roff.macro("SH", "EXIT STATUS").words(Roff.plain(sentence(status)));
    }
    if (!examples.isEmpty()) {
      roff.macro("SH", "EXAMPLES").unfilled(examples);
    }
  }

  /** Paragraphs; the exit status is one of its own even where nothing stands between. */
  private static List<List<String>> split(List<String> footer) {
    List<String> lines = new ArrayList<>();
    for (String line : footer) {
      if (line.startsWith("Exit status:")) {
        lines.add("");
      }
      lines.add(line);
    }
    return Roff.paragraphs(lines);
  }

  /** Paragraphs of filled text, each of which may end with lines that are to stay as they are. */
  private void text(Roff roff, List<String> lines) {
    boolean first = true;
    for (List<String> paragraph : Roff.paragraphs(lines)) {
      if (!first) {
        roff.macro("PP");
      }
      first = false;
      int table = 0;
      while (table < paragraph.size() && !TABLE.matcher(paragraph.get(table)).matches()) {
        table++;
      }
      if (table > 0) {
        roff.words(marked(String.join(" ", paragraph.subList(0, table))));
      }
      if (table < paragraph.size()) {
        roff.unfilled(paragraph.subList(table, paragraph.size()));
      }
    }
  }

  private String seeAlso() {
    List<String> pages = new ArrayList<>();
    command.getSubcommands().keySet().forEach(name -> pages.add(called + "-" + name));
    if (command.getParent() != null) {
      CommandSpec parent = command.getParent().getCommandSpec();
      pages.add(parent.qualifiedName("-"));
      parent
          .subcommands()
          .keySet()
          .forEach(name -> pages.add(parent.qualifiedName("-") + "-" + name));
    }
    pages.remove(name());
    return pages.stream()
        .map(page -> Roff.bold(page.replace(' ', '-')) + "(1)")
        .collect(Collectors.joining(", "));
  }

  private static List<String> formatted(String... lines) {
    return Arrays.stream(lines)
        .map(line -> Ansi.OFF.string(String.format(Locale.ROOT, line)))
        .flatMap(text -> Arrays.stream(text.split("\n", -1)))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static String sentence(String text) {
    String upper = Character.toUpperCase(text.charAt(0)) + text.substring(1);
    return upper.endsWith(".") ? upper : upper + ".";
  }
}
