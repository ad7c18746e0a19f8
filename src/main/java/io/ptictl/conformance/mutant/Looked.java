package io.ptictl.conformance.mutant;

import java.util.List;

/**
 * What was found on one machine.
 *
 * @param findings in the order in which they came
 * @param reached was the mistake made there?
 */
record Looked(List<Finding> findings, boolean reached) {}
