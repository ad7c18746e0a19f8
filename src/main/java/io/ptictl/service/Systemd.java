package io.ptictl.service;

import io.ptictl.process.ProcessStatus;
import io.ptictl.process.Processes;
import io.ptictl.report.ExitStatus;
import io.ptictl.report.Failure;
import io.ptictl.sys.TextFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The service manager of this machine, by systemctl(1). */
public final class Systemd {
  private static final Path RUNS = Path.of("/run/systemd/system");
  private static final String ASKED = "LoadState,FragmentPath,DropInPaths,MainPID,SystemCallFilter";

  private Systemd() {}

  /** Is it the service manager now? See sd_booted(3). */
  public static boolean runs() {
    return Files.isDirectory(RUNS);
  }

  /**
   * A service as its unit file and its drop-ins describe it, but for ours.
   *
   * @throws Failure if there is none of this name, or systemd does not run
   */
  static Service service(UnitName unit, Path ours) {
    if (!runs()) {
      throw Failure.unsupported(
          unit.text() + ": systemd does not run here; name its unit file by --file");
    }
    Map<String, String> shown = show(unit);
    String state = shown.getOrDefault("LoadState", "");
    String fragment = shown.getOrDefault("FragmentPath", "");
    if (!state.equals("loaded") || fragment.isEmpty()) {
      throw Failure.failed(
          unit.text()
              + ": "
              + (state.equals("loaded") ? "has no unit file" : state)
              + "; systemctl list-unit-files lists the services there are");
    }
    List<Path> files = new ArrayList<>(List.of(Path.of(fragment)));
    Arrays.stream(shown.getOrDefault("DropInPaths", "").split(" "))
        .filter(path -> !path.isEmpty())
        .map(Path::of)
        .filter(path -> !path.equals(ours))
        .forEach(files::add);
    int main = Integer.parseInt(shown.getOrDefault("MainPID", "0"));
    return new Service(
        unit.text(),
        Settings.of(texts(files)),
        SystemCalls.refusedBy(shown.getOrDefault("SystemCallFilter", "")),
        seen(main),
        isConfined(main));
  }

  /**
   * A service as files describe it; nothing is known of its processes, nor of its filter of system
   * calls.
   *
   * @param files the unit file, and drop-ins in the order in which systemd would read them
   */
  static Service service(UnitName unit, List<Path> files) {
    return new Service(
        unit.text(),
        Settings.of(texts(files)),
        SystemCalls.refusedBy(""),
        Service.Seen.UNKNOWN,
        false);
  }

  /** Lets it read its unit files again. */
  static void reload() {
    run(List.of("systemctl", "daemon-reload"));
  }

  private static List<String> texts(List<Path> files) {
    return files.stream().map(file -> isMask(file) ? "" : TextFile.read(file)).toList();
  }

  /** A link to it takes the place of a drop-in of the same name, and says nothing. */
  private static boolean isMask(Path file) {
    try {
      return file.toRealPath().equals(Path.of("/dev/null"));
    } catch (IOException _) {
      return false;
    }
  }

  private static Map<String, String> show(UnitName unit) {
    Map<String, String> shown = new HashMap<>();
    run(List.of("systemctl", "show", "--property=" + ASKED, "--", unit.text()))
        .lines()
        .forEach(
            line -> {
              int equals = line.indexOf('=');
              if (equals > 0) {
                shown.put(line.substring(0, equals), line.substring(equals + 1));
              }
            });
    return shown;
  }

  /** Do processes of a service run as somebody else than root? */
  private static Service.Seen seen(int main) {
    Processes processes = new Processes();
    ProcessStatus first = main == 0 ? null : processes.status(main);
    if (first == null) {
      return Service.Seen.UNKNOWN;
    }
    boolean others =
        first.uid() != 0 || processes.tree(main).stream().anyMatch(each -> each.uid() != 0);
    return others ? Service.Seen.YES : Service.Seen.NO;
  }

  /** By AppArmor, whose changes of profile are secure execs; the file is there only with it. */
  private static boolean isConfined(int main) {
    try {
      String label = Files.readString(Path.of("/proc/" + main + "/attr/apparmor/current"));
      return !label.strip().startsWith("unconfined");
    } catch (IOException e) {
      return false;
    }
  }

  private static String run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw Failure.failed(String.join(" ", command) + ": " + output.strip().replace('\n', ' '));
      }
      return output;
    } catch (IOException e) {
      throw new Failure(ExitStatus.UNSUPPORTED, "systemctl: cannot be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure(ExitStatus.NO, "interrupted", e);
    }
  }
}
