package io.ptictl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.lab.Command;
import io.ptictl.lab.Machine;
import io.ptictl.lab.Result;
import io.ptictl.lab.Session;
import io.ptictl.lab.Sinks;
import io.ptictl.lab.TestKernels;
import io.ptictl.launcher.Programs;
import io.ptictl.sys.Terminal;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What status says of opted-out processes: what to think of them, and which it cannot see. */
final class StatusIT {
  private static final String NOBODY = "setpriv --reuid=65534 --regid=65534 --clear-groups ";

  private static final String OPTED_OUT = Programs.home() + "/build/nopti sleep 1001 & ";
  private static final String WATCH =
      Programs.home() + "/build/ptictl status --watch=0.2 -o state,command";
  private static final String PICTURE =
      "[0-9]{2}:[0-9]{2}:[0-9]{2}\n"
          + "machine: CPU affected, page-table isolation on, opt-out available\n\n"
          + "STATE  COMMAND\noff    sleep 1001\n";

  @AutoClose private Machine machine;

  @BeforeEach
  void boot() throws InterruptedException {
    machine = Machine.boot(TestKernels.patched());
  }

  @Test
  void warns() throws InterruptedException {
    String columns = " -o user,state,warn,command $A $B $C $D $E $F";
    String transcript =
        Guest.transcript(
            machine,
            """
            mount -t tmpfs -o mode=755 tmpfs /srv
            cp /usr/bin/sleep /srv/marked; setcap 41+p /srv/marked
            cp /usr/bin/sleep /srv/open; chmod 777 /srv/open
            cp /usr/bin/sleep /srv/rawio; setcap cap_sys_rawio+ep /srv/rawio
            nopti=%1$s/build/nopti
            $nopti sleep 1001 & name A $!
            LD_PRELOAD=/nonexistent.so $nopti sleep 1002 2>/dev/null & name B $!
            $nopti sh -c 'while :; do sleep 1; done' & name C $!
            $nopti /srv/open 1004 & name D $!
            %2$s /srv/marked 1005 & name E $!
            %2$s /srv/rawio 1006 & name F $!
            mkdir -p /etc/ptictl
            """
                .formatted(Programs.home(), NOBODY),
            "",
            "status" + columns,
            "@sh printf '[[allow]]\\nuser = \\\"root\\\"\\naccept = [\\\"preload\\\"]\\n'"
                + " >/etc/ptictl/policy.toml",
            "status" + columns,
            "status --sort -command -o command $A $B",
            "@sh chmod 666 /etc/ptictl/policy.toml",
            "status -o warn $A");

    assertThat(transcript.replaceAll(" +", " ").replaceAll("(?m) $", ""))
        .isEqualTo(
            """
            > statusCOLUMNS
            machine: CPU affected, page-table isolation on, opt-out available

            USER STATE WARN COMMAND
            root off - sleep 1001
            root off preload sleep 1002
            root off interpreter sh -c while :; do sleep 1; done
            root off writable-program /srv/open 1004
            nobody off shared-uid /srv/marked 1005
            nobody on rawio /srv/rawio 1006
            = 0
            > @sh printf '[[allow]]\\nuser = "root"\\naccept = ["preload"]\\n' >/etc/ptictl/policy.toml
            > statusCOLUMNS
            machine: CPU affected, page-table isolation on, opt-out available

            USER STATE WARN COMMAND
            root off - sleep 1001
            root off - sleep 1002
            root off interpreter sh -c while :; do sleep 1; done
            root off writable-program /srv/open 1004
            nobody off unexpected,shared-uid /srv/marked 1005
            nobody on rawio /srv/rawio 1006
            = 0
            > status --sort -command -o command A B
            machine: CPU affected, page-table isolation on, opt-out available

            COMMAND
            sleep 1002
            sleep 1001
            = 0
            > @sh chmod 666 /etc/ptictl/policy.toml
            > status -o warn A
            machine: CPU affected, page-table isolation on, opt-out available

            WARN
            unexpected
            ! ptictl: /etc/ptictl/policy.toml: not safe: others than root can write to /etc/ptictl/policy.toml; mend its owner and mode; until then everything is unexpected
            = 1
            """
                .replace("COLUMNS", columns.replace("$", "")));
  }

  /** By the option of /proc that hides all of them, and by the one that hides what is in them. */
  @Test
  void countsWhatIsHidden() throws InterruptedException {
    String nobody =
        "setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all,+dac_read_search"
            + " --ambient-caps=-all,+dac_read_search";
    String transcript =
        Guest.transcript(
            machine,
            "sleep 1001 & name A $!\nmount -o remount,hidepid=2 /proc",
            nobody,
            "status",
            "status $A",
            "@sh ls -d /proc/[0-9]* | wc -l");

    assertThat(transcript.replaceAll("hidden: [1-9][0-9]* processes", "hidden: N processes"))
        .startsWith(
            """
            > status
            machine: CPU affected, page-table isolation on, opt-out available
            hidden: N processes are not to be seen (hidepid); try as root
            = 0
            > status A
            machine: CPU affected, page-table isolation on, opt-out available
            hidden: N processes are not to be seen (hidepid); try as root
            ! ptictl: process A: no such process (or not to be seen)
            = 1
            """);
  }

  /** One after the other, until nobody reads them. */
  @Test
  void watchesInAPipe() throws InterruptedException {
    String script = "set -o pipefail; " + OPTED_OUT + WATCH + " | head -n 17";
    Result watched = machine.run(Command.of("bash", "-c", script));

    assertThat(watched.errorText()).isEmpty();
    assertThat(watched.text()).matches(String.join("\n", Collections.nCopies(3, PICTURE)));
    assertThat(watched.status()).isZero();
  }

  /** One in the place of the other, until Ctrl-C. */
  @Test
  void watchesOnATerminal() throws InterruptedException {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    Command command =
        Command.shell(OPTED_OUT + "exec " + WATCH).onTerminal(new Terminal.Size(80, 24), false);
    Session session = machine.start(command, new Sinks(screen, screen));
    while (shown(screen).length < 4) {
      assertThat(session.isOver()).as(screen.toString(StandardCharsets.UTF_8)).isFalse();
      Thread.sleep(100);
    }
    session.signal(2);

    assertThat(session.waitFor()).isEqualTo(128 + 2);
    String[] shown = shown(screen);
    assertThat(shown[0]).isEmpty();
    assertThat(shown[1]).matches(PICTURE);
    assertThat(shown[2]).matches(PICTURE);
  }

  private static String[] shown(ByteArrayOutputStream screen) {
    String text = screen.toString(StandardCharsets.UTF_8).replace("\r", "");
    return text.split("\\Q\u001b[H\u001b[J\\E", -1);
  }
}
