package io.ptictl.cli;

import io.ptictl.process.ProcessStatus;
import io.ptictl.report.Failure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the user says about columns, in the manner of ps(1) and lsns(8). */
final class StatusColumns {
  private StatusColumns() {}

  /**
   * The columns to show.
   *
   * @param list names separated by commas, in any case; with {@code +} before them they are added
   *     to the usual ones; null for these
   * @param json are they for JSON, where the parent's number is one of the usual ones?
   * @throws Failure (usage) at a name that is none
   */
  static List<StatusColumn> parse(@Nullable String list, boolean json) {
    List<StatusColumn> columns = new ArrayList<>();
    if (list == null || list.startsWith("+")) {
      columns.addAll(StatusColumn.USUAL);
      if (json) {
        columns.add(1, StatusColumn.PPID);
      }
    }
    if (list != null) {
      for (String word : list.substring(list.startsWith("+") ? 1 : 0).split(",", -1)) {
        StatusColumn column = column(word);
        if (!columns.contains(column)) {
          columns.add(column);
        }
      }
    }
    return columns;
  }

  /**
   * The order of rows.
   *
   * @param list names separated by commas, each with {@code -} before it for the other way round
   * @throws Failure (usage) at a name that is none
   */
  static Comparator<ProcessStatus> order(String list, StatusFacts facts) {
    Comparator<ProcessStatus> order = null;
    for (String word : list.split(",", -1)) {
      boolean sign = word.startsWith("-") || word.startsWith("+");
      Comparator<ProcessStatus> next = column(sign ? word.substring(1) : word).order(facts);
      next = word.startsWith("-") ? next.reversed() : next;
      order = order == null ? next : order.thenComparing(next);
    }
    return order == null ? Comparator.comparingInt(ProcessStatus::pid) : order;
  }

  private static StatusColumn column(String word) {
    StatusColumn column = StatusColumn.of(word);
    if (column == null) {
      String names =
          Arrays.stream(StatusColumn.values())
              .map(StatusColumn::member)
              .collect(Collectors.joining(", "));
      throw Failure.usage("'" + word + "': no column; there are " + names);
    }
    return column;
  }
}
