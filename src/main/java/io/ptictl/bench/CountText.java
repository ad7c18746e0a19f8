package io.ptictl.bench;

import io.ptictl.report.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Counted instructions as a person reads them. */
public final class CountText {
  private CountText() {}

  /** Prints a table, and below it what each bound came to. */
  public static void print(CountResult result, PrintWriter out) {
    List<Table.Column> columns = new ArrayList<>();
    columns.add(Table.Column.left("INSTRUCTIONS"));
    for (CountedLeg leg : CountedLeg.values()) {
      columns.add(Table.Column.right(leg.words()));
    }
    Table table = new Table(columns.toArray(Table.Column[]::new));
    for (Entry entry : Entry.values()) {
      List<String> cells = new ArrayList<>();
      cells.add(entry.words());
      for (CountedLeg leg : CountedLeg.values()) {
        cells.add(String.valueOf(result.count(leg, entry).instructions()));
      }
      table.row(cells.toArray(String[]::new));
    }
    table.print(out, 0);
    Bound.ALL.forEach(bound -> out.println(line(result, bound)));
    out.println("processor: " + result.processor() + "; counted from the entering instruction on");
  }

  private static String line(CountResult result, Bound bound) {
    String differences =
        Arrays.stream(Entry.values())
            .map(entry -> "%+d".formatted(result.difference(bound, entry)))
            .collect(Collectors.joining(" "));
    String allowed = bound.most() == 0 ? "none allowed" : "at most " + bound.most() + " allowed";
    return (result.holds(bound) ? "ok      " : "BROKEN  ")
        + bound.leg().words()
        + " against "
        + bound.against().words()
        + ": "
        + differences
        + " ("
        + allowed
        + ")";
  }
}
