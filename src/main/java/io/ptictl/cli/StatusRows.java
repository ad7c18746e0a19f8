package io.ptictl.cli;

import io.ptictl.process.ProcessStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which processes {@code ptictl status} shows, in which order. */
final class StatusRows {
  private final List<ProcessStatus> all;
  private final @Nullable Comparator<ProcessStatus> order;
  private final boolean tree;

  /**
   * @param all those of the machine, by number
   * @param order null to leave them as they come
   * @param tree are descendants to follow their parents?
   */
  StatusRows(List<ProcessStatus> all, @Nullable Comparator<ProcessStatus> order, boolean tree) {
    this.all = all;
    this.order = order;
    this.tree = tree;
  }

  /** Those of which that holds. */
  List<ProcessStatus> of(Predicate<ProcessStatus> which) {
    return named(all.stream().filter(which).toList());
  }

  /** These, as a tree with all their descendants: siblings in the order, parents first. */
  List<ProcessStatus> named(List<ProcessStatus> wanted) {
    return tree ? forest(sorted(wanted)) : sorted(wanted);
  }

  private List<ProcessStatus> sorted(List<ProcessStatus> rows) {
    return order == null ? rows : rows.stream().sorted(order).toList();
  }

  private List<ProcessStatus> forest(List<ProcessStatus> wanted) {
    Map<Integer, List<ProcessStatus>> children = new HashMap<>();
    Map<Integer, ProcessStatus> byPid = new HashMap<>();
    for (ProcessStatus each : all) {
      byPid.put(each.pid(), each);
      children.computeIfAbsent(each.parent(), _ -> new ArrayList<>()).add(each);
    }
    Set<Integer> pids = new HashSet<>();
    wanted.forEach(each -> pids.add(each.pid()));
    List<ProcessStatus> forest = new ArrayList<>();
    for (ProcessStatus each : wanted) {
      if (!isBelow(each, pids, byPid)) {
        add(each, children, forest);
      }
    }
    return forest;
  }

  /** Is an ancestor of it wanted as well, below which it will be shown? */
  private static boolean isBelow(
      ProcessStatus process, Set<Integer> wanted, Map<Integer, ProcessStatus> byPid) {
    ProcessStatus parent = byPid.get(process.parent());
    // The list is not of one moment: a number used again could make a ring.
    for (int depth = 0; parent != null && depth < byPid.size(); depth++) {
      if (parent.pid() == process.pid()) {
        return false;
      }
      if (wanted.contains(parent.pid())) {
        return true;
      }
      parent = byPid.get(parent.parent());
    }
    return false;
  }

  private void add(
      ProcessStatus root, Map<Integer, List<ProcessStatus>> children, List<ProcessStatus> forest) {
    List<ProcessStatus> todo = new ArrayList<>(List.of(root));
    while (!todo.isEmpty()) {
      ProcessStatus next = todo.removeLast();
      forest.add(next);
      // Each has its children removed, so that a ring ends.
      List<ProcessStatus> below = children.remove(next.pid());
      if (below != null) {
        todo.addAll(sorted(below).reversed());
      }
    }
  }
}
