package io.ptictl.bench;

import io.ptictl.lab.Command;
import io.ptictl.lab.Machine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * All processes of a server in a guest, those that it starts and those that have ended: a control
 * group (cgroup v2) of its own.
 */
record ServerGroup(Machine machine, String directory) {
  private static final String PROC = "/proc/";
  private static final String MELTDOWN = "/sys/devices/system/cpu/vulnerabilities/meltdown";
  private static final Pattern CPU = Pattern.compile("(?m)^usage_usec (\\d+)$");

  /** Argument: its directory; then a command line, which is executed in it. */
  private static final String ENTER =
      """
      echo $$ > "$1/cgroup.procs" || exit
      shift
      exec "$@"
      """;

  private static final Pattern STATE = Pattern.compile("(?m)^/proc/(\\d+)/\\w+:(\\w+):\\s+(.*)$");

  /**
   * Makes one.
   *
   * @param name that no other has
   */
  static ServerGroup make(Machine machine, String name) throws InterruptedException {
    ServerGroup group = new ServerGroup(machine, "/sys/fs/cgroup/" + name);
    Guest.output(machine, Command.of("mkdir", group.directory));
    return group;
  }

  /** A command whose processes will all be in it. */
  Command command(List<String> line) {
    return Command.of(
        Bounded.joined(List.of("sh", "-c", ENTER, "sh", directory), line).toArray(String[]::new));
  }

  /** CPU time that its processes have used, in microseconds. */
  long cpuMicros() throws InterruptedException {
    String stat = Guest.output(machine, Command.of("cat", directory + "/cpu.stat"));
    return Long.parseLong(Answers.find(CPU, stat).group(1));
  }

  /**
   * Does each of its processes run as it is to? One that ends meanwhile is left out.
   *
   * @return how many of them were looked at
   * @throws io.ptictl.report.Failure if one does not
   */
  int require(CountedLeg leg) throws InterruptedException {
    List<String> line = new ArrayList<>(List.of("grep", "-H", "-s"));
    line.addAll(List.of("-e", "^Pid:", "-e", "^Page_Table_Isolation:", "-e", "^Entry_CR3:"));
    Guest.output(machine, Command.of("cat", directory + "/cgroup.procs"))
        .lines()
        .forEach(pid -> line.addAll(List.of(PROC + pid + "/status", PROC + pid + "/arch_status")));
    return require(
        leg,
        Guest.output(machine, Command.of("cat", MELTDOWN)).strip(),
        machine.run(Command.of(line.toArray(String[]::new))).text());
  }

  /**
   * The same of what was read.
   *
   * @param meltdown what the kernel says of it
   * @param states lines of /proc/PID/status and arch_status, with the files' names
   */
  static int require(CountedLeg leg, String meltdown, String states) {
    Map<String, Map<String, String>> processes = new TreeMap<>();
    STATE
        .matcher(states)
        .results()
        .forEach(
            found ->
                processes
                    .computeIfAbsent(found.group(1), _ -> new HashMap<>())
                    .put(found.group(2), found.group(3)));
    int looked = 0;
    for (Map<String, String> values : processes.values()) {
      String process = values.getOrDefault("Page_Table_Isolation", "-");
      String entry = values.getOrDefault("Entry_CR3", "-");
      // One that has just been forked has not entered the kernel; one that ends shows nothing.
      boolean entered = entry.equals("-") || Long.decode(entry) != 0;
      if (!leg.optout() || !process.equals("-") && entered) {
        leg.require(meltdown, process, entry);
        looked++;
      }
    }
    return looked;
  }
}
