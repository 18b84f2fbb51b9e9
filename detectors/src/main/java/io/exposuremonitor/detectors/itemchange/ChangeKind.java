package io.exposuremonitor.detectors.itemchange;

/** The kind of an item change, as in DynamoDB Streams. */
public enum ChangeKind {
  /** The item did not exist before. */
  INSERT,
  /** The item existed and was changed. */
  MODIFY,
  /** The item was removed. */
  REMOVE
}
