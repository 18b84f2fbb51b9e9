package io.exposuremonitor.detectors.tablecopy;

/** How usual it is for an actor to copy a table that it has never copied before. */
enum Familiarity {
  /** The actor never copied any table this way. */
  NOTHING,
  /** The actor began to copy tables this way only recently, and was reported for it. */
  LATELY,
  /** The actor copies other tables this way. */
  ACTOR,
  /**
   * The actor copies other tables this way, and this copy goes to its usual, approved destination.
   */
  PLACE
}
