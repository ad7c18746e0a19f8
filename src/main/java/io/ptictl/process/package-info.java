/** What runs on this machine and how: {@code /proc}, states, and the change of them. */
@NullMarked
package io.ptictl.process;

import org.jspecify.annotations.NullMarked;
