package io.exposuremonitor.connectors.objects;

/**
 * An object's turn to be read by a worker.
 *
 * @param splitId id under which it was assigned; stays the same when more is learnt about the
 *     object
 * @param rest the part still to be read
 * @param failures number of consecutive failures to open it
 */
record Turn(String splitId, ObjectSplit rest, int failures) {
  /** The first turn of a newly assigned object. */
  static Turn first(ObjectSplit split) {
    return new Turn(split.splitId(), split, 0);
  }
}
