package io.exposuremonitor.connectors.objects;

import java.util.List;

/**
 * What the enumerator keeps in a checkpoint.
 *
 * @param pending objects that no reader has been given yet
 * @param seen objects that were announced lately, oldest first
 * @param backfills how far the listings are
 */
record EnumeratorState(
    List<ObjectSplit> pending, List<SeenObjects.Entry> seen, List<Backfill.Progress> backfills) {

  EnumeratorState {
    pending = List.copyOf(pending);
    seen = List.copyOf(seen);
    backfills = List.copyOf(backfills);
  }

  /** At the very start. */
  static EnumeratorState empty() {
    return new EnumeratorState(List.of(), List.of(), List.of());
  }
}
