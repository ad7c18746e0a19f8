package io.ptictl.bench;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * All servers in all legs. Immutable.
 *
 * @param clocksGood had the machines good clocks?
 * @param figures every {@link Server} of every one of {@link BenchResult#LEGS}; or empty
 */
public record ServerResult(
    boolean clocksGood, Map<CountedLeg, Map<Server, ServerFigures>> figures) {
  /** Where none was run. */
  public static final ServerResult NONE = new ServerResult(true, Map.of());

  public ServerResult {
    Map<CountedLeg, Map<Server, ServerFigures>> copy = new EnumMap<>(CountedLeg.class);
    figures.forEach((leg, ofLeg) -> copy.put(leg, Map.copyOf(ofLeg)));
    figures = Map.copyOf(copy);
  }

  /** Was none run? */
  public boolean isEmpty() {
    return figures.isEmpty();
  }

  /** Of one leg and server. */
  public ServerFigures figures(CountedLeg leg, Server server) {
    return Objects.requireNonNull(
        Objects.requireNonNull(figures.get(leg), leg.words()).get(server), server.words());
  }

  /** CPU time of a request, in microseconds. */
  List<Compared> cpu() {
    return compared(ServerFigures::cpuMicros);
  }

  /** Requests per second. */
  List<Compared> rates() {
    return compared(ServerFigures::perSecond);
  }

  private List<Compared> compared(Function<ServerFigures, Rounds> figure) {
    return servers().stream()
        .map(server -> Compared.of(server.words(), leg -> figure.apply(figures(leg, server))))
        .toList();
  }

  /** Those that were run, in their order. */
  List<Server> servers() {
    return isEmpty() ? List.of() : List.of(Server.values());
  }
}
