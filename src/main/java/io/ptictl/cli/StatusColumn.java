package io.ptictl.cli;

import io.ptictl.policy.Warning;
import io.ptictl.process.EntryCr3;
import io.ptictl.process.Origin;
import io.ptictl.process.ProcessStatus;
import io.ptictl.process.Shown;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The columns of {@code ptictl status}: what is in each is found out only if it is shown. */
enum StatusColumn {
  PID("process number", true) {
    @Override
    Object value(StatusFacts facts, ProcessStatus process) {
      return process.pid();
    }
  },
  PPID("number of the parent", true) {
    @Override
    Object value(StatusFacts facts, ProcessStatus process) {
      return process.parent();
    }
  },
  USER("effective user", false) {
    @Override
    Object value(StatusFacts facts, ProcessStatus process) {
      return facts.users().of(process.uid());
    }
  },
  UNIT("systemd unit", false) {
    @Override
    @Nullable Object value(StatusFacts facts, ProcessStatus process) {
      return facts.processes().unit(process);
    }
  },
  STATE("on, off, off-until-exec, forced, not-in-use", false) {
    @Override
    @Nullable Object value(StatusFacts facts, ProcessStatus process) {
      return facts.state(process);
    }
  },
  SOURCE("who opted it out: self, outside, inherited, mark; with ? if only likely", false) {
    @Override
    @Nullable Object value(StatusFacts facts, ProcessStatus process) {
      Origin origin = facts.origin(process);
      return origin == null ? null : origin.word();
    }
  },
  SINCE("from when on it has been opted out", false) {
    @Override
    @Nullable Object value(StatusFacts facts, ProcessStatus process) {
      Origin origin = facts.origin(process);
      return origin == null ? null : origin.since();
    }
  },
  START("when it was born", false) {
    @Override
    @Nullable Object value(StatusFacts facts, ProcessStatus process) {
      return facts.processes().start(process);
    }
  },
  WARN("what is to be thought of", false) {
    @Override
    @Nullable Object value(StatusFacts facts, ProcessStatus process) {
      Set<Warning> warnings = facts.warnings(process);
      return warnings.isEmpty() ? null : warnings.stream().map(Warning::word).toList();
    }
  },
  THREADS("how many threads it has", true) {
    @Override
    Object value(StatusFacts facts, ProcessStatus process) {
      return process.threads();
    }
  },
  ENTRY_CR3("page table on which it entered the kernel last", false) {
    @Override
    @Nullable Object value(StatusFacts facts, ProcessStatus process) {
      EntryCr3 cr3 = facts.machine().control() ? facts.processes().entryCr3(process) : null;
      return cr3 == null ? null : cr3.toString();
    }
  },
  COMMAND("command line", false) {
    @Override
    Object value(StatusFacts facts, ProcessStatus process) {
      return facts.processes().command(process);
    }
  };

  /** Those that are shown if nobody says otherwise. */
  static final List<StatusColumn> USUAL =
      List.of(PID, USER, UNIT, STATE, SOURCE, SINCE, WARN, ENTRY_CR3, COMMAND);

  private final String meaning;
  private final boolean right;

  StatusColumn(String meaning, boolean right) {
    this.meaning = meaning;
    this.right = right;
  }

  /** A string, number, instant, list of strings, or null if there is nothing to say. */
  abstract @Nullable Object value(StatusFacts facts, ProcessStatus process);

  /** Its heading, and its name on the command line. */
  String heading() {
    return name().replace('_', '-');
  }

  /** Its name in JSON. */
  String member() {
    return heading().toLowerCase(Locale.ROOT);
  }

  /** What it shows, in a few words. */
  String meaning() {
    return meaning;
  }

  boolean right() {
    return right;
  }

  /** As a cell of a table. */
  static String cell(@Nullable Object value) {
    return switch (value) {
      case null -> "-";
      case Instant instant -> Shown.time(instant);
      case List<?> words -> String.join(",", words.stream().map(String::valueOf).toList());
      default -> value.toString();
    };
  }

  /** As a value of JSON. */
  static @Nullable Object json(@Nullable Object value) {
    return value instanceof Instant instant ? instant.toString() : value;
  }

  /** Puts processes in the order of this column, those without a value last. */
  Comparator<ProcessStatus> order(StatusFacts facts) {
    // Each is asked for once, however often it is compared.
    Map<Integer, Object> values = new HashMap<>();
    Set<Integer> without = new HashSet<>();
    return Comparator.comparing(
        process -> {
          int pid = process.pid();
          if (!values.containsKey(pid) && !without.contains(pid)) {
            Object value = value(facts, process);
            if (value == null) {
              without.add(pid);
            } else {
              values.put(pid, value);
            }
          }
          return values.get(pid);
        },
        Comparator.nullsLast(StatusColumn::compare));
  }

  private static int compare(Object a, Object b) {
    if (a instanceof Integer number && b instanceof Integer other) {
      return number.compareTo(other);
    }
    if (a instanceof Instant instant && b instanceof Instant other) {
      return instant.compareTo(other);
    }
    return cell(a).compareTo(cell(b));
  }

  /** The one with that name in any case, null if there is none. */
  static @Nullable StatusColumn of(String word) {
    String heading = word.toUpperCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(each -> each.heading().equals(heading))
        .findFirst()
        .orElse(null);
  }
}
