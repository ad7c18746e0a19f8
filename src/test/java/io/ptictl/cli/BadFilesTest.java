package io.ptictl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.policy.Box;
import io.ptictl.report.ExitStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Bad names and bad attributes for mark, unmark, verify and marks: one line, status 1, and nothing
 * has changed.
 */
@Timeout(60) // A FIFO must not hang.
final class BadFilesTest {
  @AutoClose private final Box box = Box.create();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String command, String file) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String[] line = {command, "--records", box.records.toString(), "--", file};
    return Main.run(line, new PrintWriter(out), new PrintWriter(err));
  }

  private String everything() throws Exception {
    return box.sh(
        "find . -printf '%p %y %m %U %s %C@ %l\\n' | sort; /usr/sbin/getcap -r . 2>&1 || :");
  }

  private void refusedByAll(String file, String reason) throws Exception {
    refusedByAll(file, reason, "mark", "unmark", "verify");
  }

  private void refusedByAll(String file, String reason, String... commands) throws Exception {
    String before = everything();
    for (String command : commands) {
      assertThat(run(command, file)).as(command + err).isEqualTo(ExitStatus.NO);
      assertThat(out.toString()).isEmpty();
      assertThat(err.toString().lines())
          .singleElement()
          .asString()
          .startsWith("ptictl: ")
          .contains(reason)
          .matches("\\P{Cntrl}+");
      assertThat(everything()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ": | missing | no such file | no such file",
        ": | missing/program | no such file | no such file",
        ": | program/ | program is not a directory | program is not a directory",
        ": | program/below | program is not a directory | program is not a directory",
        "ln -s program x | x | a symbolic link to program; name the file itself | a symbolic link,"
            + " not a",
        "ln -s missing x | x | a symbolic link to missing; name the file itself | a symbolic link,"
            + " not a",
        "ln -s x x | x | a symbolic link to x; name the file itself | a symbolic link, not a",
        "ln -s x x | x/program | too many symbolic links | too many symbolic links",
        "mkdir x | x | a directory; only a regular file can be marked |",
        "mkfifo x | x | a FIFO; only a regular file can be marked | a FIFO, not a directory",
        "mknod x c 1 3 | x | a character device; only a regular file | a character device, not",
        "mknod x b 7 99 | x | a block device; only a regular file | a block device, not",
        "python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind(\"x\")' | x | a socket | a"
            + " socket, not",
      })
  void kindsOfFiles(String make, String file, String reason, String ofDirectory) throws Exception {
    box.sh(make);
    refusedByAll(box.directory + "/" + file, reason);
    if (ofDirectory != null) {
      refusedByAll(box.directory + "/" + file, ofDirectory, "marks");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/proc/self/status, a file that the kernel makes up, a file that the kernel makes up",
    "/proc/self/exe, a symbolic link to, a symbolic link to",
    "/proc/self/mem, a file that the kernel makes up, a file that the kernel makes up",
    "/sys/kernel/notes, a file that the kernel makes up, a file that the kernel makes up",
    "/dev/null, a character device, a character device",
    "/, a directory, a directory",
    "/usr, a directory, a directory",
  })
  void filesOfTheKernel(String file, String toMark, String toOthers) throws Exception {
    refusedByAll(file, toMark, "mark");
    refusedByAll(file, toOthers, "unmark", "verify");
  }

  @Test
  void namesOfAnyKind() throws Exception {
    refusedByAll(box.directory + "/new\nline", "/new\\nline: no such file");
    refusedByAll(box.directory + "/\033[2Jred", "/\\x1b[2Jred: no such file");
    refusedByAll(box.directory + "/" + "x".repeat(256), "the name is too long");
    refusedByAll(box.directory + "/x".repeat(2100), "the name is too long");
    refusedByAll(box.directory + "/new\nline", "/new\\nline: no such file", "marks");
    refusedByAll(box.directory + "/x".repeat(2100), "the name is too long", "marks");
    // As long as a name may be, through directories without end.
    refusedByAll(box.directory + "/.".repeat(2000) + "/x", "no such file");
  }

  @Test
  void readOnlyMount() throws Exception {
    box.sh("mkdir fs; mount -t tmpfs -o mode=755 tmpfs fs; cp program fs");
    box.sh("/usr/sbin/setcap 41+p fs/program; mount -o remount,ro fs");
    Path file = box.directory.resolve("fs/program");
    refusedByAll(file.toString(), "Read-only file system", "mark", "unmark");
    assertThat(run("verify", file.toString())).isEqualTo(ExitStatus.NO);
    assertThat(out.toString()).contains("unknown");
  }

  /** The kernel stores none of these for anybody; a damaged or foreign disk may have them. */
  @ParameterizedTest
  @CsvSource({
    "'', its file capabilities are",
    "\\000\\000\\000, its file capabilities are",
    "\\000\\000\\000\\002\\000\\000, its file capabilities are",
    "\\000\\000\\000\\011\\000\\000\\000\\000\\000\\000\\000\\000\\000\\002\\000\\000\\000\\000\\000\\000,"
        + " its file capabilities are",
    "\\000\\000\\000\\001\\000\\000\\000\\000\\000\\000\\000\\000, its file capabilities are",
  })
  void damagedAttributes(String value, String reason) throws Exception {
    box.sh("mkdir fs; truncate -s 4M image; mkfs.ext4 -q -I 256 -d fs -O ^has_journal image");
    box.sh("printf '" + value + "' >value");
    box.sh("printf 'write program program\\nset_inode_field program mode 0100755\\n' >commands");
    box.sh("echo ea_set -f value program security.capability >>commands");
    box.sh("/usr/sbin/debugfs -w -f commands image >log 2>&1; mount -o loop image fs; ls -l fs");
    refusedByAll(box.directory + "/fs/program", reason);
  }

  @Test
  void attributesOfAUserNamespace() throws Exception {
    box.sh("/usr/sbin/setcap -n 1000 cap_chown+p program");
    refusedByAll(box.program.toString(), "for the user namespace of uid 1000; remove them with");
  }

  @Test
  void whatIsNotMarked() throws Exception {
    box.sh("/usr/sbin/setcap cap_chown+p program");
    refusedByAll(box.program.toString(), box.program + ": not marked", "unmark", "verify");
  }

  @Test
  void whatIsDoneIsDoneForTheOthers() throws Exception {
    String[] line = {
      "mark", "--records", box.records.toString(), "/dev/null", box.program.toString(), "/missing"
    };
    assertThat(Main.run(line, new PrintWriter(out), new PrintWriter(err))).isEqualTo(1);
    assertThat(err.toString().lines().filter(l -> !l.contains("note:"))).hasSize(2);
    assertThat(box.getcap(box.program)).isEqualTo("= 41+p");
  }
}
