/** Tables, JSON, progress and failures: how anything is printed. */
@NullMarked
package io.ptictl.report;

import org.jspecify.annotations.NullMarked;
