package io.ptictl.policy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a file has to be for a mark: each rule a check of its own, which the administrator may waive
 * by name. (That it is a regular file, no symbolic link, with capabilities that are understood, is
 * no rule to be waived: {@link Candidate} takes no other.) A rule looks at the file as it is now.
 */
public enum Rule {
  /** Other files have no processes, and the kernel honours no mark on a script. */
  ELF("a program in ELF form that this machine executes itself", Checks::elf),

  /** Lists, records and messages are lines of text. */
  NAME("a name without control characters", Checks::name),

  /** Its owner can change it, which keeps the mark if done through a mapping. */
  OWNER("owned by root", Checks::owner),

  /** The same for its group and the others. */
  WRITABLE("writable by nobody but its owner", Checks::writable),

  /** Who can write to a directory on the way decides what the name stands for. */
  PARENTS("every directory on the way like that, too", Checks::parents),

  /** It is started by those who need not be trusted, for those who are. */
  SETID("neither setuid nor setgid", Checks::setId),

  /** The mark is the file's, not the name's: another name starts it opted out as well. */
  LINKS("no other name (hard link)", Checks::links),

  /** The effective bit counts for all capabilities of a file; execve fails where one is missing. */
  EFFECTIVE("no other capability that is effective", Checks::effective),

  /** A mapping made before can change the file for ever, and the mark stays. */
  WRITER("nobody who has it open or mapped for writing", Checks::writer),

  /** Whatever it is told to run would run opted out. */
  INTERPRETER("nothing that runs what its caller names", Interpreters::check),

  /** Where capabilities are kept, are honoured, and cannot be changed from outside. */
  FILESYSTEM("on a local file system that keeps capabilities", Checks::fileSystem),

  /** The kernel ignores capabilities there. */
  NOSUID("on a mount without nosuid", Checks::nosuid);

  private final String demand;
  private final Check check;

  /** What is wrong with a file, or null. */
  @FunctionalInterface
  interface Check {
    @Nullable String broken(Candidate file) throws IOException;
  }

  Rule(String demand, Check check) {
    this.demand = demand;
    this.check = check;
  }

  /** Its name on the command line and in records. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it demands, as the end of "the file must be". */
  public String demand() {
    return demand;
  }

  /** May it be waived? A mark on what is no program would have no effect. */
  public boolean waivable() {
    return this != ELF;
  }

  /** The rule of that name, null if there is none. */
  public static @Nullable Rule of(String word) {
    return Arrays.stream(values()).filter(r -> r.word().equals(word)).findFirst().orElse(null);
  }

  /** The names of those that may be waived. */
  public static List<String> waivableWords() {
    return Arrays.stream(values()).filter(Rule::waivable).map(Rule::word).toList();
  }

  /** What is wrong with this file, or null. */
  @Nullable String broken(Candidate file) throws IOException {
    return check.broken(file);
  }
}
