package io.ptictl.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ptictl.report.Failure;
import io.ptictl.sys.OpenFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** mark and unmark change what they are to change, and nothing when they fail. */
@Timeout(120)
final class MarkerTest {
  @AutoClose private final Box box = Box.create();

  private Mark mark(Path file) {
    return new Marker(box.store(), Set.of()).mark(file.toString());
  }

  private void unmark(Path file) {
    new Unmarker(box.store()).unmark(file.toString());
  }

  @Test
  void recordsWhatWasMarked() throws Exception {
    Mark mark = mark(box.program);
    assertThat(box.store().all().marks()).containsExactly(mark);
    assertThat(mark.sha256()).isEqualTo(box.sh("sha256sum program").substring(0, 64));
    assertThat(mark.path()).isEqualTo(box.program.toString());
    assertThat(mark.size()).isEqualTo(Files.size(box.program));
    assertThat(mark.inode()).isEqualTo(Files.getAttribute(box.program, "unix:ino"));
    assertThat(mark.packageName()).isNull();
    assertThat(box.recorded()).singleElement().asString().matches("program-[0-9a-f]{16}\\.json");
    assertThat(box.sh("stat -c %a records records/*")).isEqualTo("755\n644");
  }

  @Test
  void knowsThePackage() throws Exception {
    DebianPackage debian = DebianPackage.of("/usr/bin/sort");
    assertThat(debian).isNotNull();
    assertThat(debian.name()).isEqualTo("coreutils");
    assertThat(debian.version()).isEqualTo(box.sh("dpkg-query -W -f '${Version}' coreutils"));
    assertThat(DebianPackage.of("/usr/bin/*")).isNull();
    assertThat(DebianPackage.of("/usr/bin/no such")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"cap_net_raw+p", "cap_net_raw+i", "cap_net_raw,cap_chown+p cap_net_admin+i"})
  void keepsOtherCapabilities(String others) throws Exception {
    box.sh("/usr/sbin/setcap '" + others + "' program");
    String before = box.getcap(box.program);
    mark(box.program);
    assertThat(box.getcap(box.program)).isNotEqualTo(before).contains("41");
    unmark(box.program);
    assertThat(box.getcap(box.program)).isEqualTo(before);
    assertThat(box.recorded()).isEmpty();
  }

  @Test
  void markingTwiceRenewsTheRecord() throws Exception {
    mark(box.program);
    box.sh("printf x >>program");
    assertThat(box.getcap(box.program)).isEmpty();
    Mark second = mark(box.program);
    assertThat(box.store().all().marks()).containsExactly(second);
    assertThat(box.getcap(box.program)).isEqualTo("= 41+p");
    assertThat(new Verifier(box.store().all()).all())
        .extracting(Finding::state)
        .containsExactly(MarkState.OK);
  }

  @Test
  void unmarksWhatItDidNotMark() throws Exception {
    box.sh("/usr/sbin/setcap 41,cap_chown+p program");
    unmark(box.program);
    assertThat(box.getcap(box.program)).isEqualTo("cap_chown=p");
    assertThatThrownBy(() -> unmark(box.program)).hasMessage(box.program + ": not marked");
  }

  @Test
  void unmarksWhatIsGoneOrReplacedOrMoved() throws Exception {
    mark(box.program);
    box.sh("rm program");
    unmark(box.program);
    assertThat(box.recorded()).isEmpty();

    box.sh("cp /usr/bin/sort program");
    mark(box.program);
    box.sh("ln -sf /usr/bin/sort program");
    unmark(box.program);
    assertThat(box.recorded()).isEmpty();
    assertThat(box.program).isSymbolicLink();

    box.sh("rm program; cp /usr/bin/sort program");
    mark(box.program);
    box.sh("mv program elsewhere");
    Path elsewhere = box.directory.resolve("elsewhere");
    unmark(elsewhere);
    assertThat(box.recorded()).isEmpty();
    assertThat(box.getcap(elsewhere)).isEmpty();
  }

  @Test
  void unmarksWhatMovedByItsFormerName() throws Exception {
    mark(box.program);
    box.sh("mv program elsewhere; cp /usr/bin/sort program");
    unmark(box.program);
    assertThat(box.recorded()).isEmpty();
    assertThat(box.sh("/usr/sbin/getcap -r .")).isEmpty();
  }

  @Test
  void aNewNameTakesThePlaceOfTheFormer() throws Exception {
    mark(box.program);
    box.sh("mv program elsewhere");
    Mark moved = mark(box.directory.resolve("elsewhere"));
    assertThat(box.store().all().marks()).containsExactly(moved);

    box.sh("ln elsewhere program");
    Mark second = new Marker(box.store(), Set.of(Rule.LINKS)).mark(box.program.toString());
    assertThat(box.store().all().marks()).containsExactly(moved, second);
  }

  @Test
  void whatCannotBeWrittenStaysAsItIs() throws Exception {
    box.sh("chattr +i program");
    assertThatThrownBy(() -> mark(box.program))
        .hasMessage(
            box.program
                + ": refused; is the file immutable (lsattr), or a seccomp filter in the way?");
    assertThat(box.getcap(box.program)).isEmpty();

    box.sh("mkdir fs; mount -t tmpfs -o mode=755 tmpfs fs; cp program fs; mount -o remount,ro fs");
    Path file = box.directory.resolve("fs/program");
    assertThatThrownBy(() -> mark(file)).hasMessage(file + ": Read-only file system");
    assertThat(box.getcap(file)).isEmpty();
    assertThat(box.recorded()).isEmpty();
  }

  @Test
  void aMarkThatCannotBeRenewedKeepsItsFormerRecord() throws Exception {
    mark(box.program);
    String before = box.sh("cat records/*");
    box.sh("printf x >>program; chattr +i program");
    assertThatThrownBy(() -> mark(box.program)).hasMessageContaining("immutable");
    assertThat(box.sh("cat records/*")).isEqualTo(before);
    assertThat(box.sh("ls -A records | wc -l")).isEqualTo("1");
  }

  @Test
  void aMarkThatCannotBeTakenKeepsItsRecord() throws Exception {
    mark(box.program);
    box.sh("chattr +i program");
    assertThatThrownBy(() -> unmark(box.program)).hasMessageContaining("immutable");
    assertThat(box.recorded()).hasSize(1);
    assertThat(box.getcap(box.program)).isEqualTo("= 41+p");
  }

  @Test
  void aRecordThatCannotBeTakenKeepsItsMark() throws Exception {
    mark(box.program);
    box.sh("mount --bind records records; mount -o remount,bind,ro records");
    try {
      assertThatThrownBy(() -> unmark(box.program)).hasMessageContaining("Read-only file system");
      assertThat(box.recorded()).hasSize(1);
      assertThat(box.getcap(box.program)).isEqualTo("= 41+p");
    } finally {
      box.sh("umount records");
    }
  }

  @Test
  void changesNothingWhileAnotherProcessDoes() throws Exception {
    mark(box.program);
    Thread second = new Thread(() -> unmark(box.program));
    try (OpenFile _ = box.store().lock()) {
      second.start();
      while (!box.sh("cat /proc/locks").contains("-> FLOCK")) {
        Thread.onSpinWait();
      }
      assertThat(box.recorded()).hasSize(1);
    }
    second.join();
    assertThat(box.recorded()).isEmpty();
  }

  /** One place is safe; the other belongs to somebody who swaps names as fast as he can. */
  @Test
  void aSwappedParentDoesNotWin() throws Exception {
    box.sh("mkdir safe evil; cp program safe; cp program evil; chmod 777 evil; ln -s safe way");
    box.sh("ln -s evil next");
    Path way = box.directory.resolve("way");
    AtomicBoolean stop = new AtomicBoolean();
    Thread swapper = new Thread(() -> swap(way, stop));
    swapper.start();
    int marked = 0;
    int refused = 0;
    while (marked < 20 || refused < 20) {
      try {
        assertThat(mark(way.resolve("program")).path()).isEqualTo(box.directory + "/safe/program");
        marked++;
      } catch (Failure e) {
        assertThat(e).hasMessageContaining("evil is writable by everybody");
        refused++;
      }
      assertThat(box.getcap(box.directory.resolve("evil/program"))).isEmpty();
    }
    stop.set(true);
    swapper.join();
    assertThat(box.recorded()).hasSize(1);
  }

  private void swap(Path way, AtomicBoolean stop) {
    try {
      for (boolean evil = true; !stop.get(); evil = !evil) {
        Path next = box.directory.resolve("next");
        Files.deleteIfExists(next);
        Files.createSymbolicLink(next, Path.of(evil ? "evil" : "safe"));
        Files.move(next, way, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Both places are safe; what is marked is what the record names, or nothing is. */
  @Test
  void aSwappedDirectoryIsNoticed() throws Exception {
    box.sh("mkdir a b; cp program a; cp program b");
    Path named = box.directory.resolve("a/program");
    for (boolean seen = false; !seen; ) {
      Process swapper =
          new ProcessBuilder(
                  "sh", "-c", "until [ -e stop ]; do mv -T a c; mv -T b a; mv -T c b; done")
              .directory(box.directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean marked = false;
      try {
        mark(named);
        marked = true;
      } catch (Failure e) {
        seen = String.valueOf(e.getMessage()).contains("another file came to its place");
      } finally {
        box.sh("touch stop");
        swapper.waitFor();
        box.sh("rm stop");
      }
      String caps = box.sh("/usr/sbin/getcap -r . | wc -l");
      assertThat(caps + " " + box.recorded().size()).isEqualTo(marked ? "1 1" : "0 0");
      if (marked) {
        new Unmarker(box.store()).unmark(box.store().all().marks().getFirst().path());
        box.sh("find . -name program -exec /usr/sbin/setcap -q -r {} ';' || :");
      }
    }
  }

  /** Who comes to write waits for the lease to end; the mark is not left on what he may write. */
  @Test
  void aWriterMeanwhileIsNoticed() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    Thread writer = new Thread(() -> openForWriting(stop));
    writer.start();
    for (boolean seen = false; !seen; ) {
      try {
        mark(box.program);
        unmark(box.program);
      } catch (Failure e) {
        seen = String.valueOf(e.getMessage()).contains("a process came to write to it");
      }
      assertThat(box.getcap(box.program)).isEmpty();
      assertThat(box.recorded()).isEmpty();
    }
    stop.set(true);
    writer.join();
  }

  private void openForWriting(AtomicBoolean stop) {
    while (!stop.get()) {
      try (FileChannel _ = FileChannel.open(box.program, StandardOpenOption.WRITE)) {
        Thread.onSpinWait();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void whatIsHeldIsTheFileThatWasFound() throws Exception {
    box.sh("mkdir a b; cp program a; cat /usr/bin/cat >b/program; chmod 755 b/program");
    try (Candidate file = Candidate.open(box.directory + "/a/program")) {
      box.sh("mv a c; mv b a");
      assertThat(file.content().sha256()).isEqualTo(box.sh("sha256sum c/program").substring(0, 64));
      assertThat(file.status().inode())
          .isEqualTo(Files.getAttribute(box.directory.resolve("c/program"), "unix:ino"));
    }
  }
}
