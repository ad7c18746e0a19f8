package io.ptictl.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PageTablesTest {
  @Test
  void countsBothHalvesOfOneProcessAndNoOther() {
    Map<Long, Long> writes = Map.of(0x25eb000L, 2L, 0x25ea000L, 3L, 0x25ec000L, 7L);
    assertThat(PageTables.loads(writes, 0x25eb000)).isEqualTo(5);
    assertThat(PageTables.loads(writes, 0x25ea123)).isEqualTo(5);
    assertThat(PageTables.loads(writes, 0x25ec000)).isEqualTo(7);
    assertThat(PageTables.loads(writes, 0x1000000)).isZero();
  }
}
