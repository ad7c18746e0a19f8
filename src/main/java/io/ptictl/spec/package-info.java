/** The executable specification: states, events, transitions. Pure: no input or output. */
@NullMarked
package io.ptictl.spec;

import org.jspecify.annotations.NullMarked;
