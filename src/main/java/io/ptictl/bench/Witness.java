package io.ptictl.bench;

import io.ptictl.spec.Isolation;

/**
 * A process beside the opted-out one, and how it really runs.
 *
 * @param who for a person to read, for example "bystander"
 * @param state from its /proc/PID/status
 */
public record Witness(String who, Isolation state) {}
