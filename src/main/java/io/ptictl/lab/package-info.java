/** Guest images, machines and consoles: the patched kernel in a virtual machine. */
@NullMarked
package io.ptictl.lab;

import org.jspecify.annotations.NullMarked;
