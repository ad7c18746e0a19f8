package io.ptictl.service;

import io.ptictl.report.Failure;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How one service is opted out.
 *
 * @param way the way taken
 * @param notes what its administrator ought to know, a line each
 */
record Plan(Service service, Way way, List<String> notes) {
  Plan {
    notes = List.copyOf(notes);
  }

  /**
   * The way asked for, or the best one.
   *
   * @throws Failure with every reason if it cannot be done
   */
  static Plan of(Service service, @Nullable Way asked) {
    List<Obstacle> obstacles = new ArrayList<>(Obstacle.of(service));
    if (service.confined()) {
      obstacles.add(
          new Obstacle(
              EnumSet.of(Way.LAUNCHER, Way.CAPABILITY),
              "a security module confines the program, which ends an opt-out at execve"));
    }
    if (service.dropsRoot() == Service.Seen.YES) {
      obstacles.add(
          new Obstacle(
              EnumSet.of(Way.LAUNCHER),
              "its processes change their user by themselves, which ends an opt-out"));
    }
    List<Way> possible = (asked == null ? order(service) : List.of(asked));
    for (Way way : possible) {
      if (obstacles.stream().noneMatch(each -> each.ways().contains(way))) {
        return new Plan(service, way, notes(service, way));
      }
    }
    throw Failure.failed(
        service.unit()
            + ": cannot be opted out"
            + (asked == null ? "" : " by " + asked.word())
            + ": "
            + obstacles.stream()
                .filter(each -> each.ways().stream().anyMatch(possible::contains))
                .map(Obstacle::reason)
                .distinct()
                .collect(Collectors.joining("; ")));
  }

  private static List<Way> order(Service service) {
    if (service.changesUser()) {
      return List.of(Way.LAUNCHER, Way.CAPABILITY, Way.POST);
    }
    // What was not seen may change its user: then only the last way is one.
    return service.dropsRoot() == Service.Seen.NO
        ? List.of(Way.LAUNCHER, Way.POST)
        : List.of(Way.POST, Way.LAUNCHER);
  }

  private static List<String> notes(Service service, Way way) {
    List<String> notes = new ArrayList<>();
    if (way == Way.LAUNCHER && !service.changesUser() && service.dropsRoot() != Service.Seen.NO) {
      notes.add(
          "it is not running, so whether it changes its user by itself is unknown; that would end"
              + " the opt-out: look at ptictl status once it runs");
    }
    if (way == Way.POST) {
      notes.add(
          "processes that the service starts later, as at a reload, and that change their user are"
              + " isolated until it is restarted");
    }
    if (way == Way.CAPABILITY) {
      notes.add("the bounding set keeps CAP_SYS_RAWIO; the program itself is started without it");
    }
    return notes;
  }
}
