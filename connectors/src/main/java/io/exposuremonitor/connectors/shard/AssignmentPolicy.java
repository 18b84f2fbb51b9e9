package io.exposuremonitor.connectors.shard;

import java.util.Collection;

/**
 * Decides which subtask reads a shard. Children stay where their parent was read, so that one
 * channel carries a whole lineage in order, unless that subtask's load has become too high.
 */
@FunctionalInterface
public interface AssignmentPolicy {

  /**
   * Chooses a subtask.
   *
   * @param parents the subtasks that read the shard's parents, the preferred one first; possibly
   *     none
   * @param load number of unfinished shards of each subtask; at least one subtask
   * @return index into {@code load}
   */
  int choose(Collection<Integer> parents, int[] load);

  /**
   * Assigns children to the subtask of their preferred parent, other shards to the subtask with the
   * fewest shards, the lowest index first.
   *
   * @param maxImbalance a child is assigned elsewhere when its parent's subtask would exceed the
   *     least loaded one by more than this many shards; at least 1, since a shard that splits needs
   *     that much
   */
  static AssignmentPolicy stickyToParent(int maxImbalance) {
    return (parents, load) -> {
      int emptiest = 0;
      for (int subtask = 1; subtask < load.length; subtask++) {
        if (load[subtask] < load[emptiest]) {
          emptiest = subtask;
        }
      }
      for (int parent : parents) {
        if (parent >= 0
            && parent < load.length
            && load[parent] + 1 - load[emptiest] <= Math.max(1, maxImbalance)) {
          return parent;
        }
      }
      return emptiest;
    };
  }
}
