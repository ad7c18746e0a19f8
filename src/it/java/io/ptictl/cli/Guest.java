package io.ptictl.cli;

import io.ptictl.lab.Command;
import io.ptictl.lab.Machine;
import io.ptictl.lab.Result;
import io.ptictl.launcher.Programs;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Command lines of ptictl in a booted machine, with names instead of process numbers. */
final class Guest {
  private static final Pattern NAMED = Pattern.compile("(?m)^name (\\w+) (\\d+)\n");

  private Guest() {}

  /**
   * The transcript of an {@link Actor}, every process number being replaced by its name.
   *
   * @param before shell commands; {@code name X $!} gives a name to a process
   * @param wrapper a command that starts the Actor's JVM; may be empty
   * @param lines for the Actor, in which {@code $X} is the number of process X
   */
  static String transcript(Machine machine, String before, String wrapper, String... lines)
      throws InterruptedException {
    StringBuilder script = new StringBuilder("name() { echo name $1 $2; eval $1=$2; }\n");
    script.append("exec 2>&1; cd /\n").append(before).append('\n').append(wrapper).append(' ');
    script.append(java());
    for (String line : lines) {
      script.append(" \"").append(line).append('"');
    }
    script.append("\nkill -9 -1\n");
    Result result = machine.run(Command.of("sh", "-c", script.toString()));
    return withNames(result.text());
  }

  private static String java() {
    return "'%s/bin/java' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED"
            .formatted(System.getProperty("java.home"))
        + " -Dptictl.home='%1$s' -cp '%1$s/build/lib/ptictl.jar:%1$s/target/test-classes'"
            .formatted(Programs.home())
        + " "
        + Actor.class.getName();
  }

  private static String withNames(String text) {
    String named = text;
    Matcher names = NAMED.matcher(text);
    while (names.find()) {
      named = named.replaceAll("\\b" + names.group(2) + "\\b", names.group(1));
    }
    return named.replaceAll("(?m)^name .*\n", "");
  }
}
