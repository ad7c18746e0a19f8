package io.ptictl.process;

import io.ptictl.sys.KernelLog;
import io.ptictl.sys.SystemCallException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the kernel told of opt-outs, as far as somebody listened: the trace buffers in which the
 * feature's tracepoints are enabled, the kernel's log, auditd's log. Reading takes nothing away.
 * Immutable.
 */
public final class KernelEvents {
  private static final List<Path> TRACING =
      List.of(Path.of("/sys/kernel/tracing"), Path.of("/sys/kernel/debug/tracing"));
  private static final List<Path> AUDIT =
      List.of(Path.of("/var/log/audit/audit.log.1"), Path.of("/var/log/audit/audit.log"));

  /** Longer ones hold nothing that is worth the time. */
  private static final long MAX_BYTES = 64 << 20;

  /** Clocks that count from about the boot on. */
  private static final String CLOCKS = ".*\\[(local|global|perf|mono|mono_raw|boot|uptime)].*";

  /** include/linux/proc_ns.h, PROC_PID_INIT_INO: elsewhere processes have other numbers. */
  private static final String INITIAL_PID_NAMESPACE = "pid:[4026531836]";

  /** By how much the clocks of events and of processes may differ. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  private final List<KernelEvent> events;

  KernelEvents(List<KernelEvent> events) {
    this.events = events.stream().sorted(Comparator.comparing(KernelEvent::time)).toList();
  }

  /** All that this process may read. */
  public static KernelEvents read() {
    List<KernelEvent> events = new ArrayList<>();
    if (inInitialPidNamespace()) {
      TRACING.stream().filter(Files::isDirectory).findFirst().ifPresent(d -> trace(d, events));
      AUDIT.forEach(file -> events.addAll(AuditText.ofDaemonLog(text(file))));
      events.addAll(AuditText.ofKernelLog(kernelLog()));
    }
    return new KernelEvents(events);
  }

  /**
   * Those about one process, oldest first.
   *
   * @param start when it was born; what is older is about another that had its number
   */
  List<KernelEvent> of(int process, Instant start, KernelEvent.Source source) {
    Instant earliest = start.minus(TOLERANCE);
    return events.stream()
        .filter(each -> each.process() == process && each.source() == source)
        .filter(each -> !each.time().isBefore(earliest))
        .toList();
  }

  /** Did this source tell anything at all, about anybody? */
  boolean any(KernelEvent.Source source) {
    return events.stream().anyMatch(each -> each.source() == source);
  }

  private static void trace(Path directory, List<KernelEvent> events) {
    buffer(directory, events);
    File[] instances = directory.resolve("instances").toFile().listFiles();
    for (File instance : instances == null ? new File[0] : instances) {
      buffer(instance.toPath(), events);
    }
  }

  /** Where nobody enabled the events, nothing is to be found, and there may be much of others'. */
  private static void buffer(Path directory, List<KernelEvent> events) {
    String enabled = text(directory.resolve("events/pti_optout/enable")).strip();
    boolean usable = text(directory.resolve("trace_clock")).strip().matches(CLOCKS);
    if (usable && !enabled.isEmpty() && !enabled.equals("0")) {
      events.addAll(TraceText.events(text(directory.resolve("trace")), Clock.boot()));
    }
  }

  private static String kernelLog() {
    try {
      return KernelLog.read();
    } catch (SystemCallException _) {
      return "";
    }
  }

  private static String text(Path file) {
    try {
      return Files.size(file) > MAX_BYTES
          ? ""
          : Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      return "";
    }
  }

  private static boolean inInitialPidNamespace() {
    try {
      Path link = Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
      return link.toString().equals(INITIAL_PID_NAMESPACE);
    } catch (IOException _) {
      return false;
    }
  }
}
