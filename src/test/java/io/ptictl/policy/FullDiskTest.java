package io.ptictl.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No space for the record, or none for the mark: never one without the other. */
final class FullDiskTest {
  private Box box;
  private Path fs;
  private MarkStore store;

  @BeforeEach
  void create() throws Exception {
    box = Box.create();
    fs = Files.createDirectory(box.directory.resolve("fs"));
    store = new MarkStore(fs.resolve("records"));
  }

  @AfterEach
  void remove() throws Exception {
    box.close();
  }

  private void mark(Path file) {
    new Marker(store, Set.of()).mark(file.toString());
  }

  private void fill() throws Exception {
    box.sh("dd if=/dev/zero of=fs/filler bs=1k 2>/dev/null || sync");
  }

  @Test
  void noSpaceForTheRecord() throws Exception {
    box.sh("mount -t tmpfs -o mode=755,size=64k tmpfs fs; mkdir fs/records");
    fill();
    assertThatThrownBy(() -> mark(box.program))
        .hasMessage(box.program + ": No space left on device");
    assertThat(box.getcap(box.program)).isEmpty();
    assertThat(box.sh("ls -A fs/records")).isEmpty();
  }

  @Test
  void noSpaceForTheDirectory() throws Exception {
    box.sh("mount -t tmpfs -o mode=755,nr_inodes=1 tmpfs fs");
    assertThatThrownBy(() -> mark(box.program)).hasMessageContaining("No space left on device");
    assertThat(box.getcap(box.program)).isEmpty();
  }

  @Test
  void theFormerRecordStays() throws Exception {
    box.sh("mount -t tmpfs -o mode=755,size=64k tmpfs fs");
    mark(box.program);
    String before = box.sh("cat fs/records/*");
    box.sh("printf x >>program");
    fill();
    assertThatThrownBy(() -> mark(box.program)).hasMessageContaining("No space left on device");
    assertThat(box.sh("cat fs/records/*")).isEqualTo(before);
    assertThat(box.sh("ls -A fs/records | wc -l")).isEqualTo("1");
    assertThat(box.getcap(box.program)).isEmpty();
  }

  @Test
  void unmarkingNeedsNoSpace() throws Exception {
    box.sh("mount -t tmpfs -o mode=755,size=64k tmpfs fs");
    mark(box.program);
    fill();
    new Unmarker(store).unmark(box.program.toString());
    assertThat(box.getcap(box.program)).isEmpty();
    assertThat(box.sh("ls -A fs/records")).isEmpty();
  }

  /** With inodes of 128 bytes an attribute needs a block of its own. */
  @Test
  void noSpaceForTheMark() throws Exception {
    box.sh("truncate -s 1M image; mkfs.ext4 -q -I 128 -O ^has_journal -m 0 image");
    box.sh("mount -o loop image fs; cp program fs");
    fill();
    Path file = fs.resolve("program");
    Marker marker = new Marker(box.store(), Set.of());
    assertThatThrownBy(() -> marker.mark(file.toString()))
        .hasMessage(file + ": No space left on device");
    assertThat(box.getcap(file)).isEmpty();
    assertThat(box.recorded()).isEmpty();
    box.sh("rm fs/filler");
    marker.mark(file.toString());
    assertThat(box.recorded()).hasSize(1);
  }
}
