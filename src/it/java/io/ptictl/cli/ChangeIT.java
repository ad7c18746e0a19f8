package io.ptictl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.lab.Machine;
import io.ptictl.lab.PtiMode;
import io.ptictl.lab.TestKernels;
import io.ptictl.launcher.Programs;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** status, on, off and lock on a kernel that has the control. */
final class ChangeIT {
  private static final Pattern CR3 = Pattern.compile("\\b0x[0-9a-f]{12}([0-9a-f])[0-9a-f]{3}\\b");

  @AutoClose private Machine machine;

  @BeforeEach
  void boot() throws InterruptedException {
    machine = Machine.boot(TestKernels.patched());
  }

  @Test
  void changesRunningProcesses() throws InterruptedException {
    String transcript =
        Guest.transcript(
            machine,
            """
            sleep 1000 & name A $!
            setpriv --reuid=65534 --clear-groups sleep 1000 & name B $!
            sh -c 'sleep 1000 & sleep 1001' & name P $!
            until pgrep -P $P -f 1001 >/dev/null; do :; done
            name Q $(pgrep -P $P -f 1000)
            name R $(pgrep -P $P -f 1001)
            """,
            "",
            "off --pid $A $B",
            "@state $A",
            "@state $B",
            "on --pid $A",
            "@state $A",
            "off --until-exec --pid $A --pid $P --tree",
            "@state $P",
            "@state $Q",
            "@state $R",
            "on --tree --pid $P",
            "@state $Q");

    assertThat(transcript)
        .isEqualTo(
            """
            > off --pid A B
            = 0
            > @state A
            disabled
            > @state B
            disabled
            > on --pid A
            = 0
            > @state A
            enabled
            > off --until-exec --pid A --pid P --tree
            = 0
            > @state P
            disabled until exec
            > @state Q
            disabled until exec
            > @state R
            disabled until exec
            > on --tree --pid P
            = 0
            > @state Q
            enabled
            """);
  }

  @Test
  void refusesInPlainWords() throws InterruptedException {
    String transcript =
        Guest.transcript(
            machine,
            """
            target=%s
            sleep 1000 & name A $!
            %s --forever sleep 1000 & name F $!
            sh -c 'sh -c "until [ \\$(cat /proc/\\$PPID/comm) = sleep ]; do :; done" & echo $! >/tmp/zombie
                exec sleep 1000' &
            until grep -q Z.*zombie /proc/$(cat /tmp/zombie)/status; do :; done
            name Z $(cat /tmp/zombie)
            true & name G $!; wait $G
            $target shares >/tmp/shares & name S $!; until [ -s /tmp/shares ]; do :; done
            $target shares forever >/tmp/forever & name E $!; until [ -s /tmp/forever ]; do :; done
            setpriv --reuid=65534 --clear-groups $target traced >/tmp/traced & name W $!
            until [ -s /tmp/traced ]; do :; done
            name T $(cat /tmp/traced)
            """
                .formatted(Programs.helper("target"), Programs.launcher("pti")),
            "",
            "off --pid 2 $Z $G THREAD $A",
            "@state $A",
            "off --pid $F",
            "@state $F",
            "on --pid $F",
            "off --pid $T",
            "@state $T",
            "@share $S",
            "off --pid $S",
            "@state $S",
            "@share $E",
            "off --pid $E",
            "@state $E");

    assertThat(
            transcript
                .replaceAll("\\b(process) \\d+\\b(?=[^\\n]*thread of process)", "$1 X")
                .replaceAll("thread of process \\d+", "thread of process X"))
        .isEqualTo(
            """
            > off --pid 2 Z G THREAD A
            ! ptictl: process 2: a kernel thread, never in user mode; nothing to isolate
            ! ptictl: process Z: a zombie, it has ended; nothing to isolate
            ! ptictl: process G: no such process (or not to be seen)
            ! ptictl: process X: a thread of process X; name that one, all its threads follow
            = 1
            > @state A
            disabled
            > off --pid F
            ! ptictl: process F: isolated for ever (forced); only a new process can be opted out
            = 1
            > @state F
            forced
            > on --pid F
            = 0
            > off --pid T
            ! ptictl: process T: traced by process W, which may not opt out itself; end the tracing first
            = 1
            > @state T
            enabled
            > @share S
            > off --pid S
            = 0
            > @state S
            disabled
            > @share E
            > off --pid E
            ! ptictl: process E: busy: it shares its memory with another process (vfork), or somebody writes to its memory; try again later
            = 1
            > @state E
            enabled
            """);
  }

  @Test
  void needsTheCapability() throws InterruptedException {
    String transcript =
        Guest.transcript(
            machine,
            "sleep 1000 & name A $!",
            // What may read every checkout, and nothing else.
            "setpriv --reuid=65534 --clear-groups --inh-caps=-all,+dac_read_search"
                + " --ambient-caps=-all,+dac_read_search",
            "off --pid $A",
            "on --pid $A",
            "lock --yes",
            "@state $A");

    assertThat(transcript)
        .isEqualTo(
            """
            > off --pid A
            ! ptictl: process A: not permitted: needs CAP_PAYLOAD or CAP_SYS_RAWIO in the initial user namespace; try as root
            = 1
            > on --pid A
            ! ptictl: process A: not permitted: needs CAP_PAYLOAD or CAP_SYS_RAWIO in the initial user namespace; try as root
            = 1
            > lock --yes
            ! ptictl: /proc/sys/kernel/pti_optout: not writable; try as root outside containers
            = 1
            > @state A
            enabled
            """);
  }

  @Test
  void showsAndLocks() throws InterruptedException {
    String transcript =
        Guest.transcript(
            machine,
            """
            sleep 1000 & name A $!
            while :; do :; done & name B $!
            """,
            "",
            "status",
            "off --pid $B",
            "@ran $B",
            "status",
            "status $A $B 2 999999",
            "lock",
            "@state $B",
            "lock --yes",
            "@state $B",
            "@ran $B",
            "status",
            "status $B",
            "off --pid $B",
            "lock");

    assertThat(withTables(transcript))
        .isEqualTo(
            """
            > status
            machine: CPU affected, page-table isolation on, opt-out available
            = 0
            > off --pid B
            = 0
            > @ran B
            > status
            machine: CPU affected, page-table isolation on, opt-out available

            PID USER UNIT STATE SOURCE SINCE WARN ENTRY-CR3 COMMAND
            B root - off ? - interpreter KERNEL sh
            = 0
            > status A B 2 999999
            machine: CPU affected, page-table isolation on, opt-out available

            PID USER UNIT STATE SOURCE SINCE WARN ENTRY-CR3 COMMAND
            A root - on - - - USER sleep 1000
            B root - off ? - interpreter KERNEL sh
            2 root - - - - - - [kthreadd]
            ! ptictl: process 999999: no such process (or not to be seen)
            = 1
            > lock
            ! ptictl: lock: cannot be undone before the next boot; add --yes to do it
            = 2
            > @state B
            disabled
            > lock --yes
            = 0
            > @state B
            enabled
            > @ran B
            > status
            machine: CPU affected, page-table isolation on, opt-out switched off
            = 0
            > status B
            machine: CPU affected, page-table isolation on, opt-out switched off

            PID USER UNIT STATE SOURCE SINCE WARN ENTRY-CR3 COMMAND
            B root - on - - - USER sh
            = 0
            > off --pid B
            ! ptictl: process B: opting out is switched off (kernel.pti_optout is 0); boot with pti_optout=on
            = 1
            > lock
            ! ptictl: locked already
            = 0
            """);
  }

  @Test
  void hasNothingToOptOutOfWhereIsolationIsNotInUse() throws InterruptedException {
    machine.close();
    machine = Machine.boot(TestKernels.patched().withPti(PtiMode.OFF));
    String transcript =
        Guest.transcript(
            machine,
            "sleep 1000 & name A $!",
            "",
            "off --pid $A",
            "on --pid $A",
            "status",
            "status $A");

    assertThat(withTables(transcript))
        .isEqualTo(
            """
            > off --pid A
            ! ptictl: process A: isolation is not in use on this machine; there is nothing to opt out of
            = 3
            > on --pid A
            = 0
            > status
            machine: CPU affected, page-table isolation off, opt-out available
            = 0
            > status A
            machine: CPU affected, page-table isolation off, opt-out available

            PID USER UNIT STATE SOURCE SINCE WARN ENTRY-CR3 COMMAND
            A root - not-in-use - - - - sleep 1000
            = 0
            """);
  }

  /** Single blanks, and of the page table whether it is the user half: its bit 12. */
  private static String withTables(String transcript) {
    String tables =
        CR3.matcher(transcript)
            .replaceAll(
                cr3 -> (Character.digit(cr3.group(1).charAt(0), 16) & 1) == 1 ? "USER" : "KERNEL");
    return tables.replaceAll(" +", " ").replaceAll("(?m)^ ", "").replaceAll(" sh -c .*", " sh");
  }
}
