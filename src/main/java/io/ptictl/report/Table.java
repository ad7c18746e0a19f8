package io.ptictl.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * A table as ps(1) and lsns(8) print it: a line of headings, columns as wide as their content, two
 * spaces between them, none at the end of a line. Not thread-safe.
 */
public final class Table {
  private static final String GAP = "  ";

  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  /** A column: its heading, and whether its cells stand at its right edge, as numbers do. */
  public record Column(String heading, boolean right) {
    /** For text. */
    public static Column left(String heading) {
      return new Column(heading, false);
    }

    /** For numbers. */
    public static Column right(String heading) {
      return new Column(heading, true);
    }
  }

  public Table(Column... columns) {
    this.columns = List.of(columns);
  }

  /**
   * Adds a row.
   *
   * @param cells one for each column; they may hold any characters
   */
  public void row(String... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(cells.length + " cells, " + columns.size() + " columns");
    }
    List<String> row = new ArrayList<>(cells.length);
    for (String cell : cells) {
      row.add(Printable.of(cell));
    }
    rows.add(row);
  }

  /**
   * Prints headings and rows.
   *
   * @param width where the last column is cut off, as for a terminal of that many columns; 0: never
   */
  public void print(PrintWriter out, int width) {
    int[] widths = widths();
    List<String> headings = new ArrayList<>();
    for (Column column : columns) {
      headings.add(column.heading());
    }
    out.println(line(headings, widths, width));
    for (List<String> row : rows) {
      out.println(line(row, widths, width));
    }
  }

  private int[] widths() {
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = length(columns.get(i).heading());
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], length(row.get(i)));
      }
    }
    return widths;
  }

  private String line(List<String> cells, int[] widths, int width) {
    StringBuilder line = new StringBuilder();
    int last = cells.size() - 1;
    int used = 0;
    for (int i = 0; i <= last; i++) {
      String cell = cells.get(i);
      String blanks = " ".repeat(widths[i] - length(cell));
      if (i == last && !columns.get(i).right()) {
        line.append(cut(cell, width == 0 ? Integer.MAX_VALUE : width - used));
      } else {
        line.append(columns.get(i).right() ? blanks + cell : cell + blanks);
        line.append(i == last ? "" : GAP);
      }
      used += widths[i] + GAP.length();
    }
    return line.toString().stripTrailing();
  }

  private static String cut(String cell, int room) {
    if (length(cell) <= room) {
      return cell;
    }
    return cell.substring(0, cell.offsetByCodePoints(0, Math.max(room, 0)));
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
