package io.exposuremonitor.detectors.tablecopy;

/** How usual a copy is of a table that its actor never copied before. */
enum Usual {
  /** The actor never copied any table this way. */
  NOTHING,
  /** The actor began to copy tables this way only recently, and was reported for it. */
  LATELY,
  /** The actor copies other tables this way. */
  ACTOR,
  /** It also goes to the actor's usual place, which the policy approves. */
  PLACE
}
