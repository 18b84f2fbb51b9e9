package io.exposuremonitor.connectors.objects;

/**
 * A worker's task of reading an object, or the rest of one.
 *
 * @param splitId id under which it was assigned; stays the same when more becomes known about the
 *     object
 * @param rest the part still to be read
 * @param failures number of consecutive failures
 * @param inVain those among them that count as attempts, since the object could be reached
 */
record ReadTask(String splitId, ObjectSplit rest, int failures, int inVain) {
  /** The first task for a newly assigned object. */
  static ReadTask first(ObjectSplit split) {
    return new ReadTask(split.splitId(), split, 0, 0);
  }
}
