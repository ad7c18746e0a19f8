package io.ptictl.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What an event leads to.
 *
 * @param world the one before if the call was refused
 * @param why the rules that decided, in the order in which they did
 */
public record Step(World world, Outcome outcome, List<Rule> why) {
  static Step done(World world, Rule... why) {
    return new Step(world, Outcome.SUCCESS, List.of(why));
  }

  static Step refused(World world, ErrorCode error, Rule... why) {
    return new Step(world, new Outcome(error), List.of(why));
  }

  /** What comes next in the same call, unless it was refused. */
  Step then(Function<World, Step> next) {
    if (!outcome.success()) {
      return this;
    }
    Step second = next.apply(world);
    List<Rule> both = new ArrayList<>(why);
    both.addAll(second.why);
    return new Step(second.world, second.outcome, List.copyOf(both));
  }
}
