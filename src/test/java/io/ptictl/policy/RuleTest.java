package io.ptictl.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ptictl.report.Failure;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** For each rule a file that it refuses, and one like it that it accepts. */
final class RuleTest {
  @AutoClose private final Box box = Box.create();

  private Mark mark(Path file, Rule... allowed) {
    return new Marker(box.store(), Set.copyOf(Arrays.asList(allowed))).mark(file.toString());
  }

  private void refused(Path file, Rule rule, String reason) throws Exception {
    String before = box.getcap(file);
    assertThatThrownBy(() -> mark(file))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(": not marked: ")
        .hasMessageContaining(reason)
        .hasMessageEndingWith(rule.waivable() ? "--allow " + rule.word() : reason);
    assertThat(box.getcap(file)).isEqualTo(before);
    assertThat(box.recorded()).isEmpty();
  }

  @Test
  void aProgramThatKeepsThemAllIsMarked() throws Exception {
    assertThat(mark(box.program).waived()).isEmpty();
    assertThat(box.getcap(box.program)).isEqualTo("= 41+p");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ELF | echo echo >program | cp /usr/bin/sort program | not a program in ELF form",
        "ELF | printf '\\363' >riscv; dd if=riscv of=program bs=1 seek=18 conv=notrunc status=none"
            + " | cp /usr/bin/sort program | a program for another machine",
        "ELF | chmod 644 program | chmod 755 program | not executable by anybody",
        "ELF | cp $(gcc -print-file-name=libgcc_s.so.1) program | cp /usr/bin/sort program | ELF,"
            + " but not a program",
        "OWNER | chown 1 program | chown 0 program | owned by daemon",
        "WRITABLE | chmod 775 program | chmod 755 program | writable by its group",
        "WRITABLE | chmod 757 program | chmod 751 program | writable by everybody",
        "SETID | chmod 4755 program | chmod 755 program | setuid",
        "SETID | chmod 2755 program | chmod g-s program | setgid",
        "LINKS | ln program other | rm other | 1 other name",
        "EFFECTIVE | /usr/sbin/setcap cap_net_raw+ep program | /usr/sbin/setcap cap_net_raw+p"
            + " program | effective",
        "INTERPRETER | cat /bin/bash >program | cat /usr/bin/sort >program | the same program as"
            + " /usr/bin/bash",
      })
  void refusesAndAccepts(Rule rule, String breaks, String mends, String reason) throws Exception {
    box.sh(breaks);
    refused(box.program, rule, reason);
    if (rule.waivable()) {
      assertThat(mark(box.program, rule, Rule.NOSUID).waived()).containsExactly(rule);
      assertThat(box.getcap(box.program)).contains("41");
      new Unmarker(box.store()).unmark(box.program.toString());
    }
    box.sh(mends);
    assertThat(mark(box.program).waived()).isEmpty();
  }

  @Test
  void nameHasNoControlCharacters() throws Exception {
    for (String name : new String[] {"a\nb", "\033[31mred"}) {
      Path odd = box.directory.resolve(name);
      Files.copy(Box.PROGRAM, odd);
      assertThatThrownBy(() -> mark(odd))
          .hasMessageContaining("control characters")
          .hasMessageEndingWith("--allow name")
          .message()
          .doesNotContain("\n", "\033");
      assertThat(mark(odd, Rule.NAME).path()).isEqualTo(odd.toString());
      new Unmarker(box.store()).unmark(odd.toString());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "chmod 1777 below | chmod 755 below | writable by everybody (the sticky bit does not help)",
        "chmod 775 below | chmod 755 below | writable by its group",
        "chown 1 below | chown 0 below | owned by daemon",
      })
  void directoriesOnTheWay(String breaks, String mends, String reason) throws Exception {
    box.sh("mkdir -p below/deeper; cp program below/deeper;" + breaks);
    Path file = box.directory.resolve("below/deeper/program");
    refused(file, Rule.PARENTS, box.directory + "/below is " + reason);
    assertThat(mark(file, Rule.PARENTS).waived()).containsExactly(Rule.PARENTS);
    box.sh(mends);
    assertThat(mark(file).waived()).isEmpty();
  }

  @Test
  void linksOnTheWayCountAsWell() throws Exception {
    box.sh("mkdir open safe; cp program safe/; ln -s ../safe open/link; ln -s safe link");
    box.sh("ln -s $PWD/safe open/absolute");
    assertThat(mark(box.directory.resolve("link/program")).path())
        .isEqualTo(box.directory + "/safe/program");
    new Unmarker(box.store()).unmark(box.directory + "/safe/program");
    box.sh("chmod 777 open");
    for (String link : new String[] {"open/link/program", "open/absolute/program"}) {
      refused(box.directory.resolve(link), Rule.PARENTS, "open is writable by everybody");
    }
  }

  @Test
  void whoHasItOpenForWriting() throws Exception {
    try (FileChannel _ = FileChannel.open(box.program, StandardOpenOption.WRITE)) {
      refused(box.program, Rule.WRITER, "open or mapped for writing by a process");
    }
    try (FileChannel _ = FileChannel.open(box.program, StandardOpenOption.READ)) {
      assertThat(mark(box.program).waived()).isEmpty();
    }
  }

  @Test
  void whatIsMappedForWritingThoughClosed() throws Exception {
    try (Arena arena = Arena.ofConfined()) {
      map(arena, MapMode.READ_WRITE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      refused(box.program, Rule.WRITER, "open or mapped for writing by a process");
    }
    try (Arena arena = Arena.ofConfined()) {
      map(arena, MapMode.READ_ONLY, StandardOpenOption.READ);
      assertThat(mark(box.program).waived()).isEmpty();
    }
  }

  private void map(Arena arena, MapMode mode, StandardOpenOption... options) throws IOException {
    try (FileChannel channel = FileChannel.open(box.program, options)) {
      channel.map(mode, 0, 4096, arena);
    }
  }

  @Test
  void fileSystemThatIsSafe() throws Exception {
    box.sh("mkdir fs up work low; cp program low; mount -t tmpfs tmpfs up; mkdir up/u up/w");
    box.sh("mount -t overlay -o lowerdir=low,upperdir=up/u,workdir=up/w overlay fs; umount -l up");
    refused(box.directory.resolve("fs/program"), Rule.FILESYSTEM, "overlayfs");
    box.sh("umount fs; mount -t tmpfs -o mode=755 tmpfs fs; cp program fs");
    assertThat(mark(box.directory.resolve("fs/program")).waived()).isEmpty();
  }

  @Test
  void mountWithoutNosuid() throws Exception {
    box.sh("mkdir fs; mount -t tmpfs -o mode=755,nosuid tmpfs fs; cp program fs");
    Path file = box.directory.resolve("fs/program");
    refused(file, Rule.NOSUID, "mounted nosuid");
    box.sh("mount -o remount,suid fs");
    assertThat(mark(file).waived()).isEmpty();
  }

  @Test
  void allThatAreBrokenAreNamedAtOnce() throws Exception {
    box.sh("chown 1 program; chmod 4757 program");
    assertThatThrownBy(() -> mark(box.program, Rule.OWNER))
        .hasMessage(
            box.program
                + ": not marked: writable by everybody; setuid; mend it, or waive by --allow"
                + " writable,setid");
  }

  @ParameterizedTest
  @EnumSource
  void hasAWordThatFindsIt(Rule rule) {
    assertThat(Rule.of(rule.word())).isEqualTo(rule);
    assertThat(rule.demand()).isNotBlank();
  }
}
