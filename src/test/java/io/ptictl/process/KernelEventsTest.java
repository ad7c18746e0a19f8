package io.ptictl.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ptictl.spec.Isolation;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts as the kernel of the lab wrote them, and what hostile names make of them. */
final class KernelEventsTest {
  private static final Instant BOOT = Instant.parse("2026-11-24T12:00:00Z");

  private static final String TRACE =
      """
      # tracer: nop
      #
                    sh-97      [001] .....    14.106513: pti_optout_granted: pid=97 comm=sh old=enabled new=disabled reason=set
               <...>-98      [000] d..1.    14.2: other_event: pid=1 comm=x old=a new=b reason=set
             setpriv-101     [000] .....    15.000001: pti_optout_ended: pid=101 comm=setpriv old=disabled new=enabled reason=domain
             a-b c-102     (    102) [000] .....    16.000000: pti_optout_refused: pid=103 comm=x reason=mark old=enabled new=disabled reason=set error=-1
      """;

  private static final String RECORD =
      "ppid=96 pid=97 auid=1000 uid=0 gid=0 euid=33 suid=0 fsuid=0 egid=0 sgid=0 fsgid=0"
          + " tty=(none) ses=4294967295 comm=\"sh\" exe=\"/usr/bin/dash\" op=set opid=98"
          + " ocomm=780A79 old-state=enabled new-state=disabled-until-exec res=1";

  @Test
  void tracepoints() {
    List<KernelEvent> events = TraceText.events(TRACE, BOOT);
    assertThat(events)
        .extracting(KernelEvent::process, KernelEvent::name, KernelEvent::cause, KernelEvent::error)
        .containsExactly(
            tuple(97, "sh", KernelEvent.Cause.SET, 0),
            tuple(101, "setpriv", KernelEvent.Cause.DOMAIN, 0),
            // A name that looks like a field does not become one.
            tuple(103, "x reason=mark", KernelEvent.Cause.SET, 1));
    assertThat(events.getFirst().time()).isEqualTo("2026-11-24T12:00:14.106513Z");
    assertThat(events.getLast().actor()).isEqualTo(new KernelEvent.Actor(102, "a-b c", null, null));
  }

  @Test
  void aLineEndInANameHidesNothing() {
    String text =
        "  ev\nil-7 [000] ..... 1.000000: pti_optout_granted: pid=7 comm=ev\nil old=enabled"
            + " new=disabled reason=set\n";
    assertThat(TraceText.events(text, BOOT))
        .extracting(KernelEvent::name)
        .containsExactly("ev\nil");
  }

  @Test
  void auditRecordsOfTheKernelsLog() {
    String log =
        "<6>[    1.000000] other: line\n"
            + "<5>[   14.107000] audit: type=1340 audit(1764000000.123:42): "
            + RECORD
            + "\n<6>[   15.000000] forged: audit: type=1340 audit(1764000000.123:42): "
            + RECORD
            + "\n";
    assertThat(AuditText.ofKernelLog(log))
        .containsExactly(
            new KernelEvent(
                Instant.parse("2025-11-24T16:00:00.123Z"),
                98,
                "x\ny",
                Isolation.ON,
                Isolation.OFF_NOEXEC,
                KernelEvent.Cause.SET,
                0,
                new KernelEvent.Actor(97, "sh", 33, 1000),
                KernelEvent.Source.AUDIT));
  }

  @Test
  void auditRecordsOfTheDaemon() {
    String enriched = "\u001dAUID=\"alice\" UID=\"root\"";
    String log =
        "type=USER_CMD msg=audit(1764000000.000:1): type=UNKNOWN[1340] msg=audit(1.000:1): "
            + RECORD
            + "\ntype=UNKNOWN[1340] msg=audit(1764000001.000:43): "
            + RECORD.replace("res=1", "res=0").replace("auid=1000", "auid=4294967295")
            + enriched
            + "\ntype=UNKNOWN[1340] msg=audit(1764000002.000:44): cut off";
    assertThat(AuditText.ofDaemonLog(log))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.refused()).isTrue();
              assertThat(event.actor().login()).isNull();
            });
  }

  @Test
  void whatIsOlderThanTheProcessIsAboutAnother() {
    KernelEvents events = new KernelEvents(TraceText.events(TRACE, BOOT));
    assertThat(events.of(97, BOOT.plusSeconds(14), KernelEvent.Source.TRACE)).hasSize(1);
    assertThat(events.of(97, BOOT.plusSeconds(20), KernelEvent.Source.TRACE)).isEmpty();
    assertThat(events.of(97, BOOT, KernelEvent.Source.AUDIT)).isEmpty();
  }

  @Test
  void birthOfAProcess() {
    String stat = "97 (a) b (c) S 1 97 97 0 -1 4194560 113 0 0 0 0 0 0 0 20 0 1 0 1234 2887680 200";
    assertThat(Clock.start(stat, BOOT)).isEqualTo("2026-11-24T12:00:12.340Z");
    assertThat(Clock.start("97 (a) S 1", BOOT)).isNull();
  }

  @Test
  void executableMappings() {
    String maps =
        """
        55d0c0a00000-55d0c0a04000 r--p 00000000 fe:01 1234                       /usr/bin/sleep
        55d0c0a04000-55d0c0a08000 r-xp 00004000 fe:01 1234                       /usr/bin/sleep
        7f0000000000-7f0000001000 rwxp 00000000 00:00 0
        7f0000002000-7f0000003000 r-xs 00000000 00:01 99                         /memfd:jit (deleted)
        7ffe00000000-7ffe00001000 r-xp 00000000 00:00 0                          [vdso]
        """;
    assertThat(Mapping.parse(maps))
        .containsExactly(
            new Mapping(false, "/usr/bin/sleep"),
            new Mapping(true, ""),
            new Mapping(false, "/memfd:jit (deleted)"),
            new Mapping(false, "[vdso]"));
    assertThat(Mapping.parse(maps))
        .extracting(Mapping::ofFile)
        .containsExactly(true, false, false, false);
  }
}
