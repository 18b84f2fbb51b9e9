package io.exposuremonitor.detectors.itemchange;

/** What happened to an item, in the words of DynamoDB Streams. */
public enum ChangeKind {
  /** The item was not there before. */
  INSERT,
  /** The item was there, and is another now. */
  MODIFY,
  /** The item is gone. */
  REMOVE
}
