package io.ptictl.conformance.mutant;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.kbuild.Mutant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LookTest {
  private static Mutant mutant(String test) {
    return new Mutant("one", "1: rule", "errs", test, Optional.empty(), Optional.empty());
  }

  @Test
  void beginsWithTheTestThatShouldFindIt() {
    assertThat(Look.cheapestFirst(mutant("right page tables")))
        .startsWith(new Look(Place.ALLOWED, "right page tables"))
        .contains(new Look(Place.PCID, "right page tables"))
        .containsAll(Look.ALL);
  }

  @Test
  void looksAtEverythingOnceIfNoneIsNamed() {
    assertThat(Look.cheapestFirst(mutant(""))).containsExactlyInAnyOrderElementsOf(Look.ALL);
    assertThat(Look.cheapestFirst(null)).containsExactlyInAnyOrderElementsOf(Look.ALL);
    assertThat(Look.ALL).extracting(Look::place).containsExactly(Place.values());
    assertThat(Arrays.asList(Place.values())).last().isEqualTo(Place.PCID);
  }
}
