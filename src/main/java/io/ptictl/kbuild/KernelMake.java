package io.ptictl.kbuild;

import io.ptictl.report.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * make(1) in a kernel tree, on all processors.
 *
 * @param tree unpacked below the private directory
 * @param environment what stands in it besides {@link BuildEnvironment#forMake}
 */
record KernelMake(
    KernelTree tree, PrivateDirectory work, BuildLog log, Map<String, String> environment) {

  /**
   * Makes the configuration that the request asks for.
   *
   * @param onLine given each line of output
   * @throws Failure if Kconfig did not grant all of it
   */
  void configure(Configuration requested, Consumer<String> onLine) throws IOException {
    Path merged = work.path().resolve("requested.config");
    Files.write(merged, requested.lines());
    run(Map.of("KCONFIG_ALLCONFIG", merged.toString()), onLine, List.of("allnoconfig"));
    run(onLine, List.of("olddefconfig"));
    requested.requireHeldBy(tree.path().resolve(".config"));
  }

  /**
   * Makes targets.
   *
   * @param onLine given each line of output
   * @param arguments targets, variables and options
   * @throws Failure if it fails; its output is in the log
   */
  void run(Consumer<String> onLine, List<String> arguments) throws IOException {
    run(Map.of(), onLine, arguments);
  }

  private void run(Map<String, String> more, Consumer<String> onLine, List<String> arguments)
      throws IOException {
    Map<String, String> all = BuildEnvironment.forMake();
    all.putAll(environment);
    all.putAll(more);
    List<String> command = new ArrayList<>();
    command.add("make");
    command.add("--jobs=" + Runtime.getRuntime().availableProcessors());
    command.addAll(arguments);
    log.run(work, tree.path(), all, onLine, command);
  }
}
