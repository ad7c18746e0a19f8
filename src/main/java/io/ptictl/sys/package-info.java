/** System calls through the foreign-function interface, and what belongs to them. No policy. */
@NullMarked
package io.ptictl.sys;

import org.jspecify.annotations.NullMarked;
