package io.ptictl.estimate;

import org.jspecify.annotations.Nullable;

/**
 * A part of what isolation costs.
 *
 * @param words what causes it
 * @param perSecond how often; null if that was not counted
 * @param share of the CPU time of the processes, 0.01 being one percent
 * @param remark what a reader must know, or ""
 */
public record Cause(String words, @Nullable Double perSecond, Span share, String remark) {}
