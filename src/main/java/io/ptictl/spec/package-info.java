/**
 * The executable specification. Pure: no input or output.
 *
 * <p>A {@link io.ptictl.spec.World} is the machine and its processes at one moment, an {@link
 * io.ptictl.spec.Event} what one of them does, and {@link io.ptictl.spec.Specification#step} says
 * what must happen: the world afterwards, the outcome, and each {@link io.ptictl.spec.Rule} that
 * decided. {@link io.ptictl.spec.Scenario} reads events in words, {@link
 * io.ptictl.spec.Exploration} visits all worlds of a {@link io.ptictl.spec.Slice}, {@link
 * io.ptictl.spec.Semantics} writes the document.
 */
@NullMarked
package io.ptictl.spec;

import org.jspecify.annotations.NullMarked;
