package io.ptictl.report;

import java.util.List;

/** Lines of text as an SVG picture that looks like a terminal. Pure. */
public final class TextPicture {
  private static final int FONT = 13;
  private static final double CHARACTER_WIDTH = FONT * 0.602;
  private static final int LINE_HEIGHT = 18;
  private static final int MARGIN = 14;

  private TextPicture() {}

  /**
   * @param lines without line ends or control characters
   * @return a whole SVG 1.1 document
   */
  public static String svg(List<String> lines) {
    int columns = lines.stream().mapToInt(String::length).max().orElse(0);
    int width = (int) Math.ceil(columns * CHARACTER_WIDTH) + 2 * MARGIN;
    int height = lines.size() * LINE_HEIGHT + 2 * MARGIN;
    StringBuilder svg = new StringBuilder();
    svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
        .append(width)
        .append("\" height=\"")
        .append(height)
        .append("\">\n<rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"#1b1f24\"/>\n")
        .append("<g font-family=\"DejaVu Sans Mono,Menlo,Consolas,monospace\" font-size=\"")
        .append(FONT)
        .append("\" fill=\"#e6edf3\" xml:space=\"preserve\">\n");
    int y = MARGIN + FONT;
    for (String line : lines) {
      svg.append("<text x=\"").append(MARGIN).append("\" y=\"").append(y);
      if (!line.isEmpty()) {
        // The width holds whatever font the viewer has.
        svg.append("\" textLength=\"").append(Math.round(line.length() * CHARACTER_WIDTH));
      }
      svg.append("\">").append(Xml.escape(line)).append("</text>\n");
      y += LINE_HEIGHT;
    }
    return svg.append("</g>\n</svg>\n").toString();
  }
}
