package io.exposuremonitor.connectors.objects;

/**
 * An object's turn to be read by a worker.
 *
 * @param splitId under which it was assigned; stays the same when more is known about the object
 * @param rest what is left to read
 * @param failures consecutive failures to open it
 */
record Turn(String splitId, ObjectSplit rest, int failures) {
  /** The first turn of an object that was just assigned. */
  static Turn first(ObjectSplit split) {
    return new Turn(split.splitId(), split, 0);
  }
}
