package io.ptictl.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.report.Table.Column;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class TableTest {
  private final Table table =
      new Table(Column.right("PID"), Column.left("USER"), Column.left("COMMAND"));

  private String print(int width) {
    StringWriter text = new StringWriter();
    table.print(new PrintWriter(text), width);
    return text.toString();
  }

  @Test
  void columnsAreAsWideAsTheirContent() {
    table.row("1", "root", "init");
    table.row("12345", "www-data", "haproxy -f x");
    assertThat(print(0))
        .isEqualTo(
            """
              PID  USER      COMMAND
                1  root      init
            12345  www-data  haproxy -f x
            """);
  }

  @Test
  void noLineEndsInABlank() {
    table.row("1", "root", "");
    assertThat(print(0).lines()).contains("  1  root").noneMatch(line -> line.endsWith(" "));
  }

  @Test
  void onlyTheLastColumnIsCut() {
    table.row("1", "somebody", "0123456789");
    assertThat(print(20).lines()).containsExactly("PID  USER      COMMA", "  1  somebody  01234");
    assertThat(print(5).lines()).containsExactly("PID  USER", "  1  somebody");
  }

  @Test
  void namesCannotBreakIt() {
    table.row("1", "root", "a\nb\u001b[2Jc\u202ed\u009be");
    assertThat(print(0).lines()).hasSize(2).endsWith("  1  root  a\\nb\\x1b[2Jc\\u202ed\\x9be");
  }

  @Test
  void wideCharactersAreNotCutInHalf() {
    table.row("1", "root", "\ud83d\ude00\ud83d\ude00");
    assertThat(print(12).lines()).endsWith("  1  root  \ud83d\ude00");
  }
}
