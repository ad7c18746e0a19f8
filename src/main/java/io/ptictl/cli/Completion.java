package io.ptictl.cli;

import io.ptictl.lab.Cpu;
import io.ptictl.lab.PtiMode;
import io.ptictl.policy.Rule;
import io.ptictl.service.Way;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The completion of bash, from the model that {@code --help} shows. Not picocli's own: that one
 * does not complete the command after {@code run}, which is what it is mostly used for.
 */
final class Completion {
  /** What an argument of this name takes: a kind that completion.bash knows, or words. */
  private static final Map<String, String> KINDS =
      Map.ofEntries(
          Map.entry("--user", "@user"),
          Map.entry("--group", "@group"),
          Map.entry("COMMAND", "@command"),
          Map.entry("FILE", "@file"),
          Map.entry("PATH", "@file"),
          Map.entry("VMLINUX", "@file"),
          Map.entry("PROGRAM", "@file"),
          Map.entry("WAY", words(Arrays.stream(Way.values()).map(Way::word).toList())),
          Map.entry("DIR", "@directory"),
          Map.entry("PID", "@pid"),
          Map.entry("UNIT", "@unit"),
          Map.entry("CPU", words(Cpu.named().stream().map(Cpu::name).toList())),
          Map.entry("MODE", words(Arrays.stream(PtiMode.values()).map(PtiMode::word).toList())),
          Map.entry("RULE", words(Rule.waivableWords())));

  private Completion() {}

  /** The whole script, to be installed under the name {@code ptictl}. */
  static String bash(CommandLine top) {
    List<String> model = new ArrayList<>();
    add(top, model);
    return template().replace("@MODEL@", String.join("\n", model));
  }

  private static void add(CommandLine command, List<String> model) {
    CommandSpec spec = command.getCommandSpec();
    String called = spec.qualifiedName();
    if (!command.getSubcommands().isEmpty()) {
      Stream<String> names = command.getSubcommands().keySet().stream();
      Stream<String> help = spec.parent() == null ? Stream.of("help") : Stream.empty();
      model.add(entry("commands", called, words(Stream.concat(names, help).toList())));
    }
    List<OptionSpec> options = spec.options().stream().filter(each -> !each.hidden()).toList();
    model.add(
        entry(
            "options",
            called,
            options.stream().flatMap(Completion::names).collect(Collectors.joining(" "))));
    for (OptionSpec option : options) {
      if (option.arity().max() > 0) {
        for (String name : option.names()) {
          model.add(entry("values", called + " " + name, kind(option, name)));
        }
      }
    }
    for (PositionalParamSpec operand : spec.positionalParameters()) {
      model.add(entry("values", called, kind(operand, operand.paramLabel())));
    }
    command.getSubcommands().values().forEach(child -> add(child, model));
  }

  private static Stream<String> names(OptionSpec option) {
    boolean value = option.arity().max() > 0;
    return Arrays.stream(option.names()).map(name -> value ? name + "=" : name);
  }

  private static String kind(ArgSpec argument, String name) {
    String byName = KINDS.get(name);
    return byName != null ? byName : KINDS.getOrDefault(argument.paramLabel(), "");
  }

  private static String entry(String array, String key, String value) {
    return "_ptictl_" + array + "[" + key.replace(" ", "\\ ") + "]='" + value + "'";
  }

  private static String words(Collection<String> words) {
    return String.join(" ", words);
  }

  private static String template() {
    try (InputStream in =
        Objects.requireNonNull(Completion.class.getResourceAsStream("completion.bash"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
