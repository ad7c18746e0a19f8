package io.ptictl.report;

import static io.ptictl.report.Numbers.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/**
 * Ratios as horizontal bars that begin at 1, on a logarithmic axis: what is twice as much lies as
 * far from 1 as what is half as much. Immutable.
 *
 * @param title of the whole
 * @param series the names of the bars of each row, at most {@link #MOST_SERIES}
 * @param sections rows under headings
 * @param notes shown below, each on lines of its own
 */
public record BarChart(
    String title, List<String> series, List<Section> sections, List<String> notes) {
  /** For so many there are colours. */
  public static final int MOST_SERIES = 2;

  private static final int WIDTH = 780;
  private static final int MARGIN = 20;
  private static final int LABELS = 200;
  private static final int VALUES = 60;
  private static final int BAR = 10;
  private static final int GAP = 2;
  private static final int ROW_GAP = 10;
  private static final int HEADING = 30;
  private static final int LINE = 17;
  private static final int NOTE_CHARACTERS = 122;
  private static final int HEAD = 86;
  private static final double ROUNDING = 3;
  private static final double LEAST = 0.9;
  private static final double MOST = 2;
  private static final double[] TICKS = {
    0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000
  };

  private static final String STYLE =
      """
      <style>
      text { font-family: system-ui, "Segoe UI", Helvetica, Arial, sans-serif; font-size: 12px }
      .title { font-size: 17px; font-weight: 600 }
      .heading { font-weight: 600 }
      .value, .tick { font-size: 11px }
      .ground { fill: #fcfcfb } .ink { fill: #14140f } .soft { fill: #5b5a55 }
      .grid { stroke: #e3e2dd } .one { stroke: #8d8c86 }
      .bar0 { fill: #e2622e } .bar1 { fill: #2a78d6 }
      @media (prefers-color-scheme: dark) {
        .ground { fill: #1a1a19 } .ink { fill: #f4f3ee } .soft { fill: #b9b8b0 }
        .grid { stroke: #34342f } .one { stroke: #85847c }
        .bar0 { fill: #ee7b48 } .bar1 { fill: #5598ea }
      }
      </style>
      """;

  /** Rows that belong together. */
  public record Section(String heading, List<Row> rows) {
    public Section {
      rows = List.copyOf(rows);
    }
  }

  /**
   * A group of bars.
   *
   * @param values one ratio for each of the series; what is not a positive number has no bar
   */
  public record Row(String label, List<Double> values) {
    public Row {
      values = List.copyOf(values);
    }
  }

  /**
   * @throws IllegalArgumentException if there are more series than colours, or a row has not one
   *     value for each of them
   */
  public BarChart {
    series = List.copyOf(series);
    sections = List.copyOf(sections);
    notes = List.copyOf(notes);
    int bars = series.size();
    if (bars > MOST_SERIES
        || sections.stream().flatMap(s -> s.rows.stream()).anyMatch(r -> r.values.size() != bars)) {
      throw new IllegalArgumentException("series: " + series + ", sections: " + sections);
    }
  }

  /** A whole SVG document that needs nothing else, light or dark as its reader wants. */
  public String svg() {
    List<String> lines = notes.stream().flatMap(note -> wrap(note).stream()).toList();
    int bottom = HEAD + sections.stream().mapToInt(this::height).sum();
    int height = bottom + 2 * LINE + lines.size() * LINE + MARGIN;
    Svg svg = new Svg();
    svg.add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
            + " viewBox=\"0 0 %d %d\" role=\"img\">",
        WIDTH, height, WIDTH, height);
    svg.add("<title>%s</title>", Xml.escape(title));
    svg.lines.append(STYLE);
    svg.add("<rect class=\"ground\" width=\"100%%\" height=\"100%%\" rx=\"6\"/>");
    svg.text("title ink", MARGIN, 32, "start", title);
    legend(svg);
    ticks(svg, HEAD - 7);
    ticks(svg, bottom + 15);
    int y = HEAD;
    for (Section section : sections) {
      section(svg, section, y);
      y += height(section);
    }
    y = bottom + 2 * LINE + MARGIN / 2;
    for (String line : lines) {
      svg.text("soft", MARGIN, y, "start", line);
      y += LINE;
    }
    return svg.add("</svg>").lines.toString();
  }

  private int rowHeight() {
    return series.size() * (BAR + GAP) - GAP + ROW_GAP;
  }

  private int height(Section section) {
    return HEADING + section.rows.size() * rowHeight();
  }

  private void legend(Svg svg) {
    double x = MARGIN;
    for (int i = 0; i < series.size(); i++) {
      svg.add(
          "<rect class=\"bar%d\" x=\"%.1f\" y=\"49\" width=\"11\" height=\"11\" rx=\"2\"/>", i, x);
      svg.text("ink", x + 17, 59, "start", series.get(i));
      x += 17 + 7 * series.get(i).length() + 20;
    }
  }

  private void ticks(Svg svg, int y) {
    for (double tick : shownTicks()) {
      String label = tick == Math.rint(tick) ? format("%.0f", tick) : String.valueOf(tick);
      svg.text("tick soft", x(tick), y, "middle", label);
    }
  }

  private double[] shownTicks() {
    return Arrays.stream(TICKS).filter(tick -> tick >= least() && tick <= most()).toArray();
  }

  private void section(Svg svg, Section section, int top) {
    svg.text("heading ink", MARGIN, top + 20, "start", section.heading);
    int y = top + HEADING;
    int bottom = top + height(section) - ROW_GAP / 2;
    for (double tick : shownTicks()) {
      svg.line("grid", x(tick), y - ROW_GAP / 2, bottom);
    }
    for (Row row : section.rows) {
      double middle = y + (rowHeight() - ROW_GAP) / 2.0;
      svg.text("ink", LABELS, middle + 4, "end", row.label);
      for (int i = 0; i < series.size(); i++) {
        bar(svg, i, y + i * (BAR + GAP), row);
      }
      y += rowHeight();
    }
    // Over the bars: it is where they begin.
    svg.line("one", x(1), top + HEADING - ROW_GAP / 2, bottom);
  }

  private void bar(Svg svg, int of, int y, Row row) {
    double value = row.values.get(of);
    boolean there = value > 0 && Double.isFinite(value);
    double end = there ? x(value) : x(1);
    if (there) {
      double towards = Math.signum(end - x(1));
      double rounding = Math.min(ROUNDING, Math.abs(end - x(1))) * towards;
      svg.add(
          "<path class=\"bar%d\" d=\"M%.1f %dH%.1fQ%.1f %d %.1f %.1fV%.1fQ%.1f %d %.1f %dH%.1fZ\">"
              + "<title>%s</title></path>",
          of,
          x(1),
          y,
          end - rounding,
          end,
          y,
          end,
          y + ROUNDING,
          y + BAR - ROUNDING,
          end,
          y + BAR,
          end - rounding,
          y + BAR,
          x(1),
          Xml.escape(row.label + ", " + series.get(of) + ": " + number(value)));
    }
    svg.text("value soft", Math.max(end, x(1)) + 5, y + BAR - 1, "start", number(value));
  }

  private static String number(double value) {
    return Double.isFinite(value) ? format(value < 10 ? "%.2f" : "%.1f", value) : "-";
  }

  private double least() {
    return bound(LEAST, Math::min);
  }

  private double most() {
    return bound(MOST, Math::max);
  }

  private double bound(double first, DoubleBinaryOperator which) {
    return sections.stream()
        .flatMap(section -> section.rows.stream())
        .flatMap(row -> row.values.stream())
        .mapToDouble(Double::doubleValue)
        .filter(value -> value > 0 && Double.isFinite(value))
        .reduce(first, which);
  }

  private double x(double value) {
    double left = LABELS + 14;
    double right = WIDTH - MARGIN - VALUES + 20;
    return left + (right - left) * Math.log(value / least()) / Math.log(most() / least());
  }

  private static List<String> wrap(String note) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : note.split(" ", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > NOTE_CHARACTERS) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() > 0 ? " " : "").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** The lines of the document. */
  private static final class Svg {
    private final StringBuilder lines = new StringBuilder();

    @SuppressWarnings("AnnotateFormatMethod")
    Svg add(String element, Object... arguments) {
      lines.append(format(element, arguments)).append('\n');
      return this;
    }

    void text(String style, double x, double y, String anchor, String text) {
      add(
          "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
          style, x, y, anchor, Xml.escape(text));
    }

    void line(String style, double x, int top, int bottom) {
      add(
          "<line class=\"%s\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>",
          style, x, x, top, bottom);
    }
  }
}
