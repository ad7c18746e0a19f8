/** The command line: options, their help, and what a command prints. */
@NullMarked
package io.ptictl.cli;

import org.jspecify.annotations.NullMarked;
