package io.ptictl.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines as Linux 6.12 writes them. */
final class ComplaintsTest {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final Complaints complaints = new Complaints(shown);

  private void says(String text) throws Exception {
    complaints.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private String shown() {
    return shown.toString(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[    1.000000] ------------[ cut here ]------------",
        "[    1.000000] BUG: KASAN: slab-use-after-free in f+0x1/0x2",
        "[    1.000000] BUG: sleeping function called from invalid context at mm/x.c:1",
        "[    1.000000] BUG: unable to handle page fault for address: 0000000000001000",
        "[    1.000000] WARNING: possible circular locking dependency detected",
        "[    1.000000] WARNING: suspicious RCU usage",
        "[    1.000000] Oops: Oops: 0000 [#1] PREEMPT SMP KASAN PTI",
        "[    1.000000] rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:",
        "[    1.000000] INFO: task stress:77 blocked for more than 300 seconds.",
        "[    1.000000] watchdog: BUG: soft lockup - CPU#1 stuck for 120s! [stress:77]",
        "[    1.000000] watchdog: Watchdog detected hard LOCKUP on cpu 0",
        "[    1.000000] Kernel panic - not syncing: Fatal exception",
      })
  void showsAComplaintAndWhatFollows(String complaint) throws Exception {
    says("[    0.900000] before\n");
    assertThat(complaints.any()).isFalse();
    says(complaint + "\r\nafter\n");
    assertThat(complaints.any()).isTrue();
    assertThat(shown()).isEqualTo(complaint + "\r\nafter\n");
  }

  @Test
  void endsWithTheTrace() throws Exception {
    says("------------[ cut here ]------------\nRIP: 1\n---[ end trace 0000000000000000 ]---\n");
    String first = shown();
    says("something else\n");
    assertThat(shown()).isEqualTo(first).endsWith("]---\n");
    says("BUG: another\n");
    assertThat(shown()).isEqualTo(first + "BUG: another\n");
    assertThat(complaints.any()).isTrue();
  }

  @Test
  void staysQuietOtherwise() throws Exception {
    says("[    0.1] Spectre V2 : Mitigation: Retpolines\n");
    says("[    0.2] qemu: warning: TCG doesn't support requested feature\n");
    says("[    1.0] Uhhuh. NMI received for unknown reason 30 on CPU 0.\n");
    says("[    1.0] Dazed and confused, but trying to continue\n");
    says("[    1.1] INFO: NMI handler (x) took too long to run: 1.2 msecs\n");
    says("[    1.2] mce: [Hardware Error]: Machine check events logged\n");
    assertThat(complaints.any()).isFalse();
    assertThat(shown()).isEmpty();
  }
}
