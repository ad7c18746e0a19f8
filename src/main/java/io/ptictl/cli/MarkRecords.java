package io.ptictl.cli;

import io.ptictl.lab.Invocation;
import io.ptictl.policy.MarkStore;
import io.ptictl.report.Failure;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the commands on marks share: where the records are, and files by name. */
final class MarkRecords {
  @Option(
      names = "--records",
      paramLabel = "DIR",
      description = "keep the records there instead of in /etc/ptictl/marks.d")
  @Nullable String directory;

  MarkStore store() {
    if (directory == null) {
      return new MarkStore(MarkStore.DIRECTORY);
    }
    if (directory.isEmpty()) {
      throw Failure.usage("--records: an empty name");
    }
    return new MarkStore(Path.of(directory).toAbsolutePath().normalize());
  }

  /** Operands as absolute paths, in bytes; links and dots are left for whoever walks them. */
  static List<String> absolute(List<String> operands) {
    String here = Invocation.directory();
    return Invocation.rawArguments(operands).stream()
        .map(name -> name.startsWith("/") ? name : here + "/" + name)
        .toList();
  }
}
