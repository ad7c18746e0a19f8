package io.ptictl.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ptictl.process.ProcessStatus;
import io.ptictl.process.Processes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Runs several command lines of ptictl in one JVM, which takes seconds to start in an emulated
 * machine, and prints a transcript: the line, what it printed, what it said with {@code !} before
 * it, its status. Between them it looks at the kernel's files by itself.
 */
final class Actor {
  private Actor() {}

  public static void main(String[] lines) throws Exception {
    PrintWriter out = new PrintWriter(System.out, true, UTF_8);
    for (String line : lines) {
      String command = line.replace("THREAD", otherThread());
      out.println("> " + line);
      String[] words = command.split(" ");
      switch (words[0]) {
        case "@state" -> out.println(state(words[1]));
        case "@ran" -> run(words[1]);
        case "@sh" -> shell(command.substring(4), out);
        case "@share" -> share(Integer.parseInt(words[1]));
        default -> run(words, out);
      }
    }
  }

  /** What a shell command printed; its status only if it failed. */
  private static void shell(String command, PrintWriter out)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    new String(process.getInputStream().readAllBytes(), UTF_8).lines().forEach(out::println);
    int status = process.waitFor();
    if (status != 0) {
      out.println("= " + status);
    }
  }

  private static void run(String[] words, PrintWriter out) {
    StringWriter output = new StringWriter();
    StringWriter errors = new StringWriter();
    int status = Main.run(words, new PrintWriter(output), new PrintWriter(errors));
    output.toString().lines().forEach(out::println);
    errors.toString().lines().forEach(line -> out.println("! " + line));
    out.println("= " + status);
  }

  /** Waits until the clock has interrupted a busy process twice. */
  private static void run(String pid) throws IOException, InterruptedException {
    long before = userTicks(pid);
    while (userTicks(pid) < before + 2) {
      Thread.sleep(5);
    }
  }

  private static long userTicks(String pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    return Long.parseLong(stat.substring(stat.lastIndexOf(')')).split(" ")[12]);
  }

  private static String state(String pid) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("Page_Table_Isolation:\t"))
          .map(line -> line.substring(22))
          .findFirst()
          .orElse("none");
    }
  }

  /** Lets a {@code target shares} share its memory and returns when it does. */
  private static void share(int pid) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-USR1", String.valueOf(pid)).start().waitFor();
    Processes processes = new Processes();
    while (processes.all().stream().mapToInt(ProcessStatus::parent).noneMatch(p -> p == pid)) {
      Thread.sleep(5);
    }
  }

  private static String otherThread() throws IOException {
    String self = String.valueOf(ProcessHandle.current().pid());
    try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
      return threads
          .map(thread -> thread.getFileName().toString())
          .filter(thread -> !thread.equals(self))
          .findFirst()
          .orElseThrow();
    }
  }
}
