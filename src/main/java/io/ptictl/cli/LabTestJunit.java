package io.ptictl.cli;

import io.ptictl.conformance.Boot;
import io.ptictl.conformance.ConformanceReport.PartResult;
import io.ptictl.conformance.Difference;
import io.ptictl.conformance.TestReport;
import io.ptictl.report.Failure;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The report as JUnit's XML: a suite for each machine, a case for each part. A difference fails the
 * part in which it was found; a crash or a complaint is a case of its own.
 */
final class LabTestJunit {
  private final XMLStreamWriter xml;

  private LabTestJunit(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /**
   * @throws Failure if the file cannot be written
   */
  static void write(TestReport report, Path file) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      new LabTestJunit(xml).suites(report);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("no XML can be made", e);
    }
    ResultFiles.write(file, text.toString());
  }

  private void suites(TestReport report) throws XMLStreamException {
    xml.writeStartDocument();
    xml.writeStartElement("testsuites");
    xml.writeAttribute("name", "ptictl lab test " + report.cpu());
    for (Boot boot : report.boots()) {
      suite(boot);
    }
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void suite(Boot boot) throws XMLStreamException {
    List<PartResult> parts = boot.report().parts();
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", boot.name());
    xml.writeAttribute("tests", String.valueOf(parts.size() + 1));
    xml.writeAttribute("failures", String.valueOf(failures(boot)));
    xml.writeAttribute(
        "time", String.format(Locale.ROOT, "%.3f", boot.report().time().toMillis() / 1e3));
    for (PartResult part : parts) {
      xml.writeStartElement("testcase");
      name(boot, part.name());
      for (Difference each : differences(boot, part.name())) {
        failure(each.what(), each.sequence().script());
      }
      xml.writeEndElement();
    }
    kernel(boot);
    xml.writeEndElement();
  }

  private static long failures(Boot boot) {
    long parts =
        boot.report().parts().stream()
            .filter(part -> !differences(boot, part.name()).isEmpty())
            .count();
    return parts + (sound(boot) ? 0 : 1);
  }

  private static List<Difference> differences(Boot boot, String part) {
    return boot.report().differences().stream()
        .filter(each -> each.sequence().part().equals(part))
        .toList();
  }

  private static boolean sound(Boot boot) {
    return boot.report().failure() == null && boot.complaints().isEmpty();
  }

  private void kernel(Boot boot) throws XMLStreamException {
    xml.writeStartElement("testcase");
    name(boot, "the kernel runs and does not complain");
    if (!sound(boot)) {
      String failure = boot.report().failure();
      failure(failure == null ? "the kernel complained" : failure, boot.complaints());
    }
    xml.writeEndElement();
  }

  private void name(Boot boot, String name) throws XMLStreamException {
    xml.writeAttribute("classname", "ptictl.lab.test." + boot.name());
    xml.writeAttribute("name", name);
  }

  private void failure(String message, String text) throws XMLStreamException {
    xml.writeStartElement("failure");
    xml.writeAttribute("message", plain(message));
    xml.writeCharacters(plain(text));
    xml.writeEndElement();
  }

  /** XML has no way to write most control characters. */
  private static String plain(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "?");
  }
}
