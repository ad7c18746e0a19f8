package io.ptictl.kbuild;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A mistake in the kernel's part of the opt-out, made on purpose.
 *
 * @param name in lower case with dashes, unique
 * @param rule what is broken: a number of DESIGN.md's section 3, or a trap, and a few words
 * @param mistake what the kernel does wrong, as a predicate
 * @param test words of the names of the self-tests that should find it; may be empty
 * @param unseen why nothing can show it; empty: something must
 * @param patch what makes it, where it is in code that cannot ask for a parameter; empty: the boot
 *     parameter makes it
 */
public record Mutant(
    String name,
    String rule,
    String mistake,
    String test,
    Optional<String> unseen,
    Optional<Path> patch) {

  /** The boot parameter that makes it; empty if it is built in. */
  public Optional<String> parameter() {
    return patch.isPresent()
        ? Optional.empty()
        : Optional.of("pti_optout_mutant=" + name.replace('-', '_'));
  }
}
