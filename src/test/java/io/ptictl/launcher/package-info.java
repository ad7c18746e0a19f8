/** Tests of the native launcher, from outside: it is C, and only what it does can be seen. */
@NullMarked
package io.ptictl.launcher;

import org.jspecify.annotations.NullMarked;
