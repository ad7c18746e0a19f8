package io.ptictl.spec;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * kernel/selftests/cases.h, computed: for each event and each state to begin in, the error number
 * and the state afterwards. matrix.c there lets real processes do it.
 */
public final class SelftestTable {
  private static final String HEAD =
      """
      /* SPDX-License-Identifier: GPL-2.0 */
      /*
       * Written by docs/renew-semantics from the specification: do not edit.
       * Each event in each state to begin in: errno, then the state of who did it,
       * or of the child that it made.
       */
      """;

  private SelftestTable() {}

  /** The whole file. */
  public static String header() {
    StringBuilder text = new StringBuilder(HEAD);
    for (Matrix.Who who : Matrix.Who.values()) {
      text.append("static const struct row ").append(who == Matrix.Who.ROOT ? "root" : "user");
      text.append("_rows[] = {\n");
      events().forEach(event -> text.append(row(who, event)));
      text.append("\t{ }\n};\n");
    }
    return text.toString();
  }

  private static List<String> events() {
    return Stream.of(Matrix.settings(), Matrix.births(), Matrix.programs(), Matrix.changes())
        .flatMap(List::stream)
        .toList();
  }

  private static String row(Matrix.Who who, String event) {
    String cells =
        Matrix.STATES.stream()
            .map(state -> Matrix.cell(who, state, event))
            .map(cell -> "{ " + errno(cell.outcome()) + ", " + cell.state().abi() + " }")
            .collect(Collectors.joining(", "));
    return "\t{ \"" + event + "\",\n\t  { " + cells + " } },\n";
  }

  private static String errno(Outcome outcome) {
    ErrorCode error = outcome.error();
    return error == null ? "0" : error.toString();
  }
}
