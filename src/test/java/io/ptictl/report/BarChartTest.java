package io.ptictl.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class BarChartTest {
  private static BarChart chart(Double... values) {
    List<BarChart.Row> rows = new ArrayList<>();
    for (double value : values) {
      rows.add(new BarChart.Row("a < b & c", List.of(value)));
    }
    return new BarChart(
        "title", List.of("one > two"), List.of(new BarChart.Section("section", rows)), List.of());
  }

  private static Document parse(BarChart chart) throws Exception {
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(chart.svg())));
  }

  private static List<String> texts(Document document) {
    List<String> texts = new ArrayList<>();
    NodeList all = document.getElementsByTagName("text");
    for (int i = 0; i < all.getLength(); i++) {
      texts.add(all.item(i).getTextContent());
    }
    return texts;
  }

  /** Where each bar begins and ends, from "M left y H... Q... right". */
  private static List<double[]> bars(Document document) {
    List<double[]> bars = new ArrayList<>();
    NodeList all = document.getElementsByTagName("path");
    for (int i = 0; i < all.getLength(); i++) {
      String[] numbers = ((Element) all.item(i)).getAttribute("d").split("[^0-9.]+", -1);
      bars.add(new double[] {Double.parseDouble(numbers[1]), Double.parseDouble(numbers[4])});
    }
    return bars;
  }

  @Test
  void saysInTextWhatTheBarsShow() throws Exception {
    Document document = parse(chart(1.234, 12.34));

    assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(texts(document))
        .contains("title", "one > two", "section", "a < b & c", "1.23", "12.3", "1", "10")
        .doesNotContain("20", "0.5");
  }

  @Test
  void aBarIsAsLongAsTheLogarithmOfItsRatio() throws Exception {
    List<double[]> bars = bars(parse(chart(2.0, 8.0, 0.5)));

    double twice = bars.get(0)[1] - bars.get(0)[0];
    assertThat(twice).isGreaterThan(50);
    assertThat(bars.get(1)[1] - bars.get(1)[0]).isCloseTo(3 * twice, within(0.3));
    assertThat(bars.get(2)[1] - bars.get(2)[0]).isCloseTo(-twice, within(0.3));
  }

  @Test
  void whatIsNoRatioHasNoBar() throws Exception {
    Document document = parse(chart(Double.NaN, Double.POSITIVE_INFINITY, 2.0));

    assertThat(bars(document)).hasSize(1);
    assertThat(texts(document)).contains("-").doesNotContain("NaN");
  }

  @Test
  void needsNothingElseAndFollowsItsReaderInTheDark() {
    String svg = chart(2.0).svg();

    assertThat(svg)
        .contains("@media (prefers-color-scheme: dark)")
        .doesNotContain("<script", "href", "url(", "@import");
  }

  @Test
  void longNotesAreBrokenBetweenWords() throws Exception {
    String note = "word ".repeat(60).strip();
    BarChart chart = new BarChart("title", List.of("one"), List.of(), List.of(note));

    List<String> lines = texts(parse(chart)).stream().filter(t -> t.startsWith("word")).toList();
    assertThat(lines).hasSizeGreaterThan(2).allMatch(line -> line.length() <= 122);
    assertThat(String.join(" ", lines)).isEqualTo(note);
  }

  @Test
  void refusesRowsThatDoNotFit() {
    List<BarChart.Section> sections =
        List.of(
            new BarChart.Section("section", List.of(new BarChart.Row("row", List.of(1.0, 2.0)))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BarChart("title", List.of("one"), sections, List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BarChart("title", List.of("a", "b", "c"), List.of(), List.of()));
  }
}
