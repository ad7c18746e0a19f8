package io.ptictl.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VerifierTest {
  private Box box;

  @BeforeEach
  void mark() throws Exception {
    box = Box.create();
    box.sh("mkdir below other; cp program below/; cp program other/");
    new Marker(box.store(), Set.of()).mark(box.directory + "/below/program");
  }

  @AfterEach
  void remove() throws Exception {
    box.close();
  }

  private Finding only() {
    return new Verifier(box.store().all()).all().getFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ": | OK |",
        "touch below/program | OK |",
        "cp -a below/program x; mv x below/program | OK |",
        "printf x >>below/program | LOST | its capabilities were taken",
        "chown 1 below/program; chown 0 below/program | LOST | its capabilities were taken",
        "strip below/program | LOST | its capabilities were taken",
        "cp --remove-destination program below/program | LOST | another file has taken its place",
        "install program below/program | LOST | another file has taken its place",
        "rm below/program | LOST | no such file",
        "rm -r below | LOST | no such file",
        "mv below x; ln -s x below | MOVED | /x/program now",
        "rm below/program; mkdir below/program | LOST | a directory",
        "rm below/program; mkfifo below/program | LOST | a FIFO",
        "rm below/program; ln -s ../program below/program | LOST | a symbolic link",
        "/usr/sbin/setcap -r below/program | LOST | its capabilities were taken",
        "/usr/sbin/setcap -n 1000 cap_chown+p below/program | LOST | for the user namespace of uid"
            + " 1000",
        "printf x >>below/program; /usr/sbin/setcap 41+p below/program | CHANGED | its content",
        "cp /usr/bin/cat x; /usr/sbin/setcap 41+p x; rm below/program; mv x below/program | CHANGED"
            + " | its content",
        "mv below/program below/x | MOVED | below/x now",
        "mv below/program other/x; cp program below/program | MOVED | other/x now",
        "chmod 777 below/program | UNSAFE | writable by everybody (writable)",
        "chmod u+s below/program | UNSAFE | setuid (setid)",
        "chmod 777 below | UNSAFE | below is writable by everybody (parents)",
        "ln below/program x | UNSAFE | 1 other name (links)",
        "/usr/sbin/setcap 41+ep below/program | UNSAFE | effective",
      })
  void states(String change, MarkState state, String reason) throws Exception {
    box.sh(change);
    assertThat(only().state()).as(only().toString()).isEqualTo(state);
    if (reason == null) {
      assertThat(only().reasons()).isEmpty();
    } else {
      assertThat(only().reasons()).singleElement().asString().contains(reason);
    }
  }

  @Test
  void everyBrokenRuleIsNamed() throws Exception {
    box.sh("chmod 4757 below/program; ln below/program x");
    assertThat(only().reasons())
        .containsExactly(
            "writable by everybody (writable)", "setuid (setid)", "1 other name (links)");
  }

  @Test
  void waivedIsWaived() throws Exception {
    box.sh("chmod 777 below");
    new Marker(box.store(), Set.of(Rule.PARENTS)).mark(box.directory + "/below/program");
    assertThat(only().state()).isEqualTo(MarkState.OK);
    assertThat(only().mark()).extracting(Mark::waived).isEqualTo(Set.of(Rule.PARENTS));
    box.sh("ln below/program x");
    assertThat(only().reasons()).containsExactly("1 other name (links)");
  }

  @Test
  void aMarkWithoutARecordIsUnknown() throws Exception {
    box.sh("/usr/sbin/setcap 41+p program; mv below/program x");
    Verifier verifier = new Verifier(box.store().all());
    assertThat(verifier.file(box.program.toString()).state()).isEqualTo(MarkState.UNKNOWN);
    Finding moved = verifier.file(box.directory + "/x");
    assertThat(moved.state()).isEqualTo(MarkState.MOVED);
    assertThat(moved.reasons()).containsExactly("recorded as " + box.directory + "/below/program");
  }

  @Test
  void findsMarksBelowADirectory() throws Exception {
    Path odd = box.directory.resolve("other");
    box.sh("/usr/sbin/setcap 41,cap_chown+ep other/program; /usr/sbin/setcap cap_chown+p program");
    box.sh("mkdir fs; mount -t tmpfs -o mode=755 tmpfs fs; cp program \"fs/$(printf '\\377\\n')\"");
    box.sh("cd fs; /usr/sbin/setcap 41+p \"$(printf '\\377\\n')\"; ln -s ../other link");
    box.sh("mkdir fs/proc; mount -t proc proc fs/proc");
    Scan scan;
    try {
      scan = Scan.below(box.directory.toString());
    } finally {
      box.sh("umount fs/proc");
    }
    assertThat(scan.marked())
        .containsExactlyInAnyOrder(
            box.directory + "/below/program",
            odd + "/program",
            box.directory + "/fs/\u00ff\n".stripTrailing());
    assertThat(scan.unread()).isEmpty();
  }

  @Test
  void aKernelWithOneMoreCapabilityMeansSomethingElse() {
    assertThat(KernelMeaning.of(40)).isEqualTo(KernelMeaning.NONE);
    assertThat(KernelMeaning.of(41)).isEqualTo(KernelMeaning.FOREIGN);
    assertThat(KernelMeaning.FOREIGN.warning()).contains("unmark --all");
  }
}
