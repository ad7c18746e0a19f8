package io.ptictl.kbuild;

import io.ptictl.report.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** A kernel tree in a git repository of its own, in which a series is applied and built. */
final class CheckTree {
  private static final Pattern WARNING = Pattern.compile("(?i).*\\bwarning\\b.*");

  /** What make(1) says it does, as {@code CC kernel/fork.o}. */
  private static final Pattern ACTION = Pattern.compile("  [A-Z0-9_]+ .*");

  private final KernelTree tree;
  private final PrivateDirectory work;
  private final BuildLog log;
  private final KernelMake make;

  /**
   * @param tree unpacked below the private directory
   */
  CheckTree(KernelTree tree, PrivateDirectory work, BuildLog log) {
    this.tree = tree;
    this.work = work;
    this.log = log;
    // Set and empty: no plus sign after the version because this is a repository.
    this.make = new KernelMake(tree, work, log, Map.of("LOCALVERSION", ""));
  }

  Path path() {
    return tree.path();
  }

  /** Puts all that was unpacked into the repository. */
  void commit() throws IOException {
    git("init", "--quiet");
    git("add", "--all", "--force");
    git("commit", "--quiet", "--message=Linux " + tree.version());
  }

  /**
   * Applies a mail.
   *
   * @throws Failure if it does not apply, or adds white space that git finds wrong
   */
  void apply(Path mail) throws IOException {
    git("am", "--quiet", "--whitespace=error-all", mail.toAbsolutePath().toString());
  }

  private void git(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=ptictl", "-c", "user.email=ptictl@lab"));
    command.addAll(List.of("-c", "core.hooksPath=/dev/null", "-c", "gc.auto=0"));
    command.addAll(List.of(arguments));
    Map<String, String> environment = BuildEnvironment.plain();
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    log.run(work, tree.path(), environment, line -> {}, command);
  }

  /** Makes the configuration that the request asks for; returns the lines that warn. */
  List<String> configure(Configuration requested) throws IOException {
    List<String> warnings = new ArrayList<>();
    make.configure(requested, collect(warnings));
    return warnings;
  }

  /** Compiles and links the kernel; returns the lines that warn. */
  List<String> build(Runnable onLine) throws IOException {
    List<String> warnings = new ArrayList<>();
    Consumer<String> collect = collect(warnings);
    make.run(
        line -> {
          onLine.run();
          collect.accept(line);
        },
        List.of("vmlinux"));
    return warnings;
  }

  /** Compiles single objects with more warnings; returns these, without the numbers of lines. */
  List<String> warningsOf(List<String> objects) throws IOException {
    List<String> warnings = new ArrayList<>();
    if (!objects.isEmpty()) {
      List<String> targets = new ArrayList<>(List.of("W=1"));
      targets.addAll(objects);
      make.run(collect(warnings), targets);
    }
    return warnings.stream().map(line -> line.replaceAll(":\\d+", "")).distinct().toList();
  }

  /** Builds the self-tests as the kernel's own; returns the lines that warn. */
  List<String> buildSelftests() throws IOException {
    List<String> warnings = new ArrayList<>();
    make.run(
        collect(warnings),
        List.of("-C", "tools/testing/selftests", "TARGETS=pti_optout", "FORCE_TARGETS=1"));
    return warnings;
  }

  /** Has the tree's own checkpatch.pl look at a mail; returns its messages. */
  List<String> checkpatch(Path mail) throws IOException {
    List<String> lines = new ArrayList<>();
    Map<String, String> environment = BuildEnvironment.plain();
    // Where it looks for its user's settings, and warns if it is told nothing.
    environment.put("HOME", work.path().toString());
    // It starts the first python3: let that be Debian's, which has the modules that were required.
    environment.put("PATH", "/usr/bin:/bin");
    work.run(
        tree.path(),
        environment,
        log.file(),
        lines::add,
        List.of(
            "perl",
            "scripts/checkpatch.pl",
            "--terse",
            "--show-types",
            "--showfile",
            "--no-summary",
            mail.toAbsolutePath().toString()));
    return lines.stream().filter(line -> !line.isBlank()).toList();
  }

  private static Consumer<String> collect(List<String> warnings) {
    return line -> {
      if (WARNING.matcher(line).matches() && !ACTION.matcher(line).matches()) {
        warnings.add(line.strip());
      }
    };
  }
}
