/** Kernel source, hooks, configuration, build and cache. */
@NullMarked
package io.ptictl.kbuild;

import org.jspecify.annotations.NullMarked;
