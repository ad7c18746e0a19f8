package io.ptictl.bench;

import java.util.Map;

/**
 * What {@code ptictl estimate} counted of a server. Immutable.
 *
 * @param perRequest how often, by the words of the estimate
 * @param systemShare the kernel's part of its CPU time
 */
public record ServerEntries(Map<String, Double> perRequest, double systemShare) {
  public ServerEntries {
    perRequest = Map.copyOf(perRequest);
  }
}
