package io.exposuremonitor.connectors.objects;

/**
 * An object's turn to be read by a worker.
 *
 * @param splitId as which it was assigned; stays the same when more is known of the object
 * @param rest what is left to be read
 * @param failures how often in a row it couldn't be opened
 */
record Turn(String splitId, ObjectSplit rest, int failures) {
  /** Of an object that was just assigned. */
  static Turn first(ObjectSplit split) {
    return new Turn(split.splitId(), split, 0);
  }
}
