package io.exposuremonitor.connectors.objects;

import java.util.List;

/**
 * The enumerator's state in checkpoints.
 *
 * @param pending objects that were not assigned to a reader yet
 * @param seen recently announced objects, oldest first
 * @param backfills the progress of the listings
 */
record ObjectEnumeratorState(
    List<ObjectSplit> pending, List<SeenObjects.Entry> seen, List<Backfill.Progress> backfills) {

  ObjectEnumeratorState {
    pending = List.copyOf(pending);
    seen = List.copyOf(seen);
    backfills = List.copyOf(backfills);
  }

  /** The state at the first start. */
  static ObjectEnumeratorState empty() {
    return new ObjectEnumeratorState(List.of(), List.of(), List.of());
  }
}
