package io.ptictl.report;

/** Text in XML. Pure. */
final class Xml {
  private Xml() {}

  /** As the content of an element. */
  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
