package io.ptictl.kbuild;

import io.ptictl.report.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The mutants of {@code kernel/mutants}: those that a boot parameter makes, as its header lists
 * them, and the patches to entry code below {@code entry/}, which tell in their first lines.
 */
public final class Mutants {
  private static final String LIST = "common/include/linux/pti_optout_mutants.h";
  private static final Optional<Path> NO_PATCH = Optional.empty();
  private static final String STRING = "\\s*\"([^\"]*)\"\\s*";

  private static final Pattern LISTED =
      Pattern.compile(
          "^(MUTANT|UNSEEN)\\((\\w+)" + ("," + STRING).repeat(3) + "\\)$", Pattern.MULTILINE);

  private static final Pattern HEADER =
      Pattern.compile("Rule: (.*)\\nMistake: (.*)\\n(?:Test: (.*)\\n)?");

  private final Path directory;

  Mutants(Feature feature) {
    this.directory = feature.mutants();
  }

  /** Those of the checkout that this program was started from. */
  public static Mutants ofThisCheckout() {
    return new Mutants(Feature.ofThisCheckout());
  }

  /**
   * All of them.
   *
   * @throws Failure if one is not described as it must be
   */
  public List<Mutant> all() {
    try {
      List<Mutant> mutants = new ArrayList<>(listed());
      for (Path patch : Feature.named(directory.resolve("entry"), ".patch")) {
        mutants.add(described(patch));
      }
      return List.copyOf(mutants);
    } catch (IOException e) {
      throw IoFailure.of("mutants", e);
    }
  }

  private List<Mutant> listed() throws IOException {
    Path file = directory.resolve(LIST);
    String text = Files.readString(file);
    List<Mutant> mutants = new ArrayList<>();
    Matcher m = LISTED.matcher(text);
    while (m.find()) {
      String name = m.group(2).replace('_', '-');
      mutants.add(
          m.group(1).equals("UNSEEN")
              ? new Mutant(name, m.group(3), m.group(4), "", Optional.of(m.group(5)), NO_PATCH)
              : new Mutant(name, m.group(3), m.group(4), m.group(5), Optional.empty(), NO_PATCH));
    }
    long begun = text.lines().filter(line -> line.matches("(MUTANT|UNSEEN)\\(.*")).count();
    if (begun != mutants.size()) {
      throw Failure.failed(file + ": only " + mutants.size() + " of " + begun + " are complete");
    }
    return mutants;
  }

  private static Mutant described(Path patch) throws IOException {
    String name = patch.getFileName().toString().replaceFirst("\\.patch$", "");
    Matcher m = HEADER.matcher(Files.readString(patch));
    if (!m.lookingAt()) {
      throw Failure.failed(patch + ": must begin with the lines Rule: and Mistake:");
    }
    String test = m.group(3) == null ? "" : m.group(3);
    return new Mutant(name, m.group(1), m.group(2), test, Optional.empty(), Optional.of(patch));
  }
}
