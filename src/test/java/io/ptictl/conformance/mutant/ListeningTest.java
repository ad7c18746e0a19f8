package io.ptictl.conformance.mutant;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is understood of self-tests and consoles. */
final class ListeningTest {
  @Test
  void eachResultOfTheSelfTests() throws IOException {
    List<Event> events = new ArrayList<>();
    new Lines(Tap.to(events::add))
        .write(
            """
            TAP version 13
            1..3
            ok 1 fork keeps the state
            # users.c:12: pti_get() is 1, not ARCH_PTI_ON
            not ok 2 int 0x80 and page faults
            ok 3 and the LDT # SKIP
            # 1 of 3 failed
            """
                .getBytes(US_ASCII));
    assertThat(events)
        .containsExactly(
            new Event.Passed("fork keeps the state"),
            new Event.Failed(
                "int 0x80 and page faults", "users.c:12: pti_get() is 1, not ARCH_PTI_ON"),
            new Event.Passed("and the LDT"));
  }

  private static List<Finding> heard(String console) throws IOException {
    List<Finding> findings = new ArrayList<>();
    new Lines(KernelLog.to("here", findings::add)).write(console.getBytes(US_ASCII));
    return findings;
  }

  @Test
  void anAssertionOnceWithoutItsTrace() throws IOException {
    assertThat(
            heard(
                """
                [    3.100000] ------------[ cut here ]------------\r
                [    3.100001] pti_optout: mm opted out: 1, but flag of CPU 1: 0\r
                [    3.100002] WARNING: CPU: 1 PID: 71 at arch/x86/mm/pti_optout_debug.c:141 x+0x1/0x2\r
                [    3.100003] RIP: 0010:check_flag+0x1/0x2\r
                [    3.200000] ---[ end trace 0000000000000000 ]---\r
                """))
        .containsExactly(
            new Finding("assertion", "mm opted out: 1, but flag of CPU 1: 0", "", "here"));
  }

  @Test
  void otherComplaintsAndNothingElse() throws IOException {
    assertThat(
            heard(
                """
                [    1.0] Lockdown: x: opt-out of page table isolation is restricted; see man
                [    2.0] BUG: kernel NULL pointer dereference, address: 0000000000000008
                [    3.0] WARNING: CPU: 0 PID: 1 at kernel/fork.c:12 f+0x1/0x2
                [    3.5] WARNING: CPU: 0 PID: 0 at arch/x86/kernel/cpu/topology_common.c:57 parse_legacy+0xaf/0xc0
                [    4.0] random: crng init done
                """))
        .containsExactly(
            new Finding(
                "kernel",
                "BUG: kernel NULL pointer dereference, address: 0000000000000008",
                "",
                "here"),
            new Finding(
                "kernel", "WARNING: CPU: 0 PID: 1 at kernel/fork.c:12 f+0x1/0x2", "", "here"));
  }
}
