/**
 * What isolation costs a workload: a model, where it comes from, how well it fits, what it needs.
 */
@NullMarked
package io.ptictl.estimate;

import org.jspecify.annotations.NullMarked;
