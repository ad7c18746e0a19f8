package io.ptictl.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.launcher.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The programs of kernel/selftests, compiled once, and what they must print. */
final class Selftests {
  private static final Path DIRECTORY = compile();

  private Selftests() {}

  static Path path(String program) {
    return DIRECTORY.resolve(program);
  }

  static Command command(String program, String... arguments) {
    List<String> line = new ArrayList<>(List.of(path(program).toString()));
    line.addAll(List.of(arguments));
    return Command.of(line.toArray(String[]::new));
  }

  /** Runs the tests and asserts that each passed, or was skipped. */
  static void assertAllPass(Machine machine) throws InterruptedException {
    Result result = machine.run(command("pti_optout"));
    List<String> lines = result.text().lines().toList();
    assertThat(lines).noneMatch(line -> line.startsWith("not ok"));
    assertThat(result.status()).as(result.toString()).isZero();
    long ok = lines.stream().filter(line -> line.startsWith("ok ")).count();
    assertThat(lines).contains("1.." + ok);
    assertThat(ok).isPositive();
  }

  private static Path compile() {
    try {
      Path directory = Files.createDirectories(Programs.home().resolve("target/it/selftests"));
      Process make =
          new ProcessBuilder(
                  "make",
                  "-s",
                  "-C",
                  Programs.home().resolve("kernel/selftests").toString(),
                  "OUTPUT=" + directory,
                  "USERCFLAGS=-Werror")
              .inheritIO()
              .start();
      assertThat(make.waitFor()).isZero();
      return directory;
    } catch (Exception e) {
      throw new AssertionError("kernel/selftests: not compiled", e);
    }
  }
}
