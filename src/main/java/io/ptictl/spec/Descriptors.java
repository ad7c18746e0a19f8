package io.ptictl.spec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/** Which tasks still are what they were when they opened a file. */
final class Descriptors {
  private Descriptors() {}

  /** Opened by this task, in place of the one of the same kind. */
  static World open(World world, Task opener, Descriptor.Kind kind, int target) {
    SortedSet<Integer> unchanged = new TreeSet<>(List.of(opener.id()));
    List<Descriptor> all = new ArrayList<>(world.descriptors());
    all.removeIf(each -> each.kind() == kind);
    all.add(
        new Descriptor(
            kind, target, opener.credentials(), Collections.unmodifiableSortedSet(unchanged)));
    return world.withDescriptors(all);
  }

  /** A task got other credentials, or anew the same. */
  static World changed(World world, int task) {
    return world.withDescriptors(
        world.descriptors().stream().map(each -> keep(each, id -> id != task)).toList());
  }

  /** A thread has the very credentials of who made it. */
  static World threadOf(World world, int maker, int thread) {
    return world.withDescriptors(
        world.descriptors().stream()
            .map(
                each -> {
                  if (!each.unchanged().contains(maker)) {
                    return each;
                  }
                  SortedSet<Integer> more = new TreeSet<>(each.unchanged());
                  more.add(thread);
                  return each.withUnchanged(Collections.unmodifiableSortedSet(more));
                })
            .toList());
  }

  static Descriptor keep(Descriptor file, IntPredicate which) {
    SortedSet<Integer> rest = new TreeSet<>(file.unchanged());
    rest.removeIf(id -> !which.test(id));
    return file.withUnchanged(Collections.unmodifiableSortedSet(rest));
  }
}
