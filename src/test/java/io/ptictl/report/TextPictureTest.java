package io.ptictl.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class TextPictureTest {
  @Test
  void isXmlThatHoldsEachLine() throws Exception {
    String svg = TextPicture.svg(List.of("a <- b & c", "", "two  spaces"));
    Document document =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(document.getElementsByTagName("text").item(0).getTextContent())
        .isEqualTo("a <- b & c");
    assertThat(document.getElementsByTagName("text").item(2).getTextContent())
        .isEqualTo("two  spaces");
  }
}
