package io.ptictl.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ptictl.report.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MarkStoreTest {
  private static final Mark MARK =
      new Mark(
          "/usr/bin/\u00c3\u00a9\n",
          254L << 32 | 3,
          Long.MAX_VALUE,
          "0011",
          1,
          "ab",
          "package:amd64",
          "1:2~3",
          Instant.parse("2026-01-02T03:04:05Z"),
          "alice",
          "sudo",
          Set.of(Rule.WRITER, Rule.NAME));

  @AutoClose private final Box box = Box.create();

  private static String text(Mark mark) {
    return new String(MarkJson.write(mark), StandardCharsets.UTF_8);
  }

  @Test
  void readsWhatItWrote() throws Exception {
    Mark odd =
        new Mark("/\u00ff", 0, 0, null, 0, "", null, null, Instant.EPOCH, "0", "process", Set.of());
    assertThat(MarkJson.read(MarkJson.write(MARK))).isEqualTo(MARK);
    assertThat(MarkJson.read(MarkJson.write(odd))).isEqualTo(odd);
    assertThat(text(MARK))
        .contains("\"path\" : \"/usr/bin/\u00e9\\n\"", "\"waived\" : [", "\"name\"")
        .doesNotContain("path-bytes");
    assertThat(text(odd)).contains("\"path-bytes\" : \"2fff\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "\u0000",
        "{}",
        "{\"version\":1}",
        "{\"version\":2}",
      })
  void whatIsNoRecordIsSaidToBeDamaged(String text) throws Exception {
    Files.createDirectory(box.records);
    Path file = Files.writeString(box.records.resolve("x.json"), text);
    MarkStore.Records all = box.store().all();
    assertThat(all.marks()).isEmpty();
    assertThat(all.damaged()).singleElement().asString().startsWith(file + ": ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"path", "device", "inode", "size", "sha256", "time", "by", "waived"})
  void everyMemberCounts(String name) {
    for (String other : new String[] {name + "x", "x"}) {
      String damaged = text(MARK).replace("\"" + name + "\"", "\"" + other + "\"");
      assertThatThrownBy(() -> MarkJson.read(damaged.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(IOException.class)
          .hasMessage("has no " + name);
    }
  }

  @Test
  void aRecordUnderAnotherNameDoesNotCount() throws Exception {
    new Marker(box.store(), Set.of()).mark(box.program.toString());
    box.sh("cp records/program-*.json records/other-0000000000000000.json");
    assertThat(box.store().all().marks()).hasSize(1);
    assertThat(box.store().all().damaged())
        .singleElement()
        .asString()
        .contains("the record of another path");
  }

  @Test
  void recordsThatOthersCanWriteDoNotCount() throws Exception {
    Files.createDirectory(box.records);
    for (String[] change : new String[][] {{"chmod 775", "chmod 755"}, {"chown 1", "chown 0"}}) {
      box.sh(change[0] + " records");
      assertThatThrownBy(() -> box.store().all())
          .isInstanceOf(Failure.class)
          .hasMessageContaining("not safe: others than root can write to " + box.records);
      assertThatThrownBy(() -> new Marker(box.store(), Set.of()).mark(box.program.toString()))
          .isInstanceOf(Failure.class);
      assertThat(box.getcap(box.program)).isEmpty();
      box.sh(change[1] + " records");
    }
    assertThat(box.store().all().marks()).isEmpty();
  }

  @Test
  void whatAKilledProcessPreparedDoesNotCount() throws Exception {
    Files.createDirectory(box.records);
    Path left = Files.writeString(box.records.resolve(".x-00.json.new"), "half a rec");
    assertThat(box.store().all().damaged()).isEmpty();
    new Marker(box.store(), Set.of()).mark(box.program.toString());
    assertThat(left).doesNotExist();
  }
}
