/**
 * Holds a real kernel to the specification: plays sequences of events with real tasks in a booted
 * machine, and compares what is seen after every event with what must happen.
 */
@NullMarked
package io.ptictl.conformance;

import org.jspecify.annotations.NullMarked;
