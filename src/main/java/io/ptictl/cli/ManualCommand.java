package io.ptictl.cli;

import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import io.ptictl.sys.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ptictl manual}: for who installs a checkout by himself; the package has it all. */
@Command(
    name = "manual",
    hidden = true,
    header = "Writes the manual pages and the completion of bash below a share directory.",
    mixinStandardHelpOptions = true)
final class ManualCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "such as /usr/local/share")
  private Path directory;

  @Override
  public Integer call() {
    if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(directory)) {
      throw Failure.failed(directory + ": not a directory");
    }
    try {
      for (Map.Entry<String, String> file : Manual.files(Manual.date()).entrySet()) {
        Path path = directory.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        ResultFiles.write(path, file.getValue());
      }
    } catch (IOException e) {
      throw Failure.failed(directory + ": cannot be written: " + IoReason.of(e));
    }
    return ExitStatus.YES;
  }
}
