package io.ptictl.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.launcher.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code ptictl lab run} as a process. */
final class LabRun {
  private static final String READY = "ready";

  private LabRun() {}

  /**
   * @param directory where it starts, and where machines make theirs
   * @param options of {@code lab run}
   */
  static ProcessBuilder builder(Path directory, List<String> options, String... command) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Djava.io.tmpdir=" + directory));
    line.add("-Dptictl.home=" + System.getProperty("ptictl.home"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.ptictl.cli.Main"));
    line.addAll(List.of("lab", "run"));
    line.addAll(options);
    line.add("--");
    line.addAll(List.of(command));
    return Programs.endedBySignals(line).directory(directory.toFile());
  }

  /** All that it writes to standard output. */
  static String out(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** All that it writes to standard error. */
  static String err(Process process) throws IOException {
    return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Waits until the command writes the line {@code ready}. */
  static void awaitReady(Process process) throws IOException {
    byte[] word = process.getInputStream().readNBytes(READY.length() + 1);
    assertThat(new String(word, StandardCharsets.UTF_8)).isEqualTo(READY + "\n");
  }

  /** Sends it a signal. */
  static void signal(Process process, String name) throws Exception {
    String pid = String.valueOf(process.pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }
}
