/** Whether the checks find mistakes that are made in the kernel on purpose. */
@NullMarked
package io.ptictl.conformance.mutant;

import org.jspecify.annotations.NullMarked;
