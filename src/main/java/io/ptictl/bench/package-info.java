/** Comparisons side by side in one run: how they are made and what they found. */
@NullMarked
package io.ptictl.bench;

import org.jspecify.annotations.NullMarked;
