package io.ptictl.bench;

import io.ptictl.report.Failure;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * What {@code guest/meter} prints, taken apart.
 *
 * @param machine what the kernel says of Meltdown
 * @param process the kernel's word for the process's isolation; "-" where it has none
 * @param entryCr3 as the kernel shows it; "-" where it shows none
 */
record MeterOutput(String machine, String process, String entryCr3, Map<Entry, EntryCount> counts) {

  /**
   * @throws Failure if something is missing
   */
  static MeterOutput parse(String text, int rounds) {
    Map<String, String> values = values(text);
    Map<Entry, EntryCount> counts = new EnumMap<>(Entry.class);
    for (Entry entry : Entry.values()) {
      String[] numbers = value(values, entry.meterWord(), text).split(" ", 2);
      if (numbers.length != 2) {
        throw incomplete(entry.meterWord(), text);
      }
      counts.put(
          entry, new EntryCount(Long.parseLong(numbers[0]), Integer.parseInt(numbers[1]), rounds));
    }
    return new MeterOutput(
        value(values, "machine", text),
        value(values, "process", text),
        value(values, "entry_cr3", text),
        counts);
  }

  /**
   * The state only, which comes first.
   *
   * @throws Failure if something is missing
   */
  static MeterOutput ofState(String text) {
    Map<String, String> values = values(text);
    return new MeterOutput(
        value(values, "machine", text),
        value(values, "process", text),
        value(values, "entry_cr3", text),
        Map.of());
  }

  private static Map<String, String> values(String text) {
    Map<String, String> values = new HashMap<>();
    text.lines()
        .map(line -> line.split(" ", 2))
        .filter(words -> words.length == 2)
        .forEach(words -> values.put(words[0], words[1]));
    return values;
  }

  private static String value(Map<String, String> values, String label, String text) {
    String value = values.get(label);
    if (value == null) {
      throw incomplete(label, text);
    }
    return value;
  }

  private static Failure incomplete(String label, String text) {
    return Failure.failed(
        "meter: printed no " + label + ", but " + text.strip().replace('\n', ' '));
  }
}
