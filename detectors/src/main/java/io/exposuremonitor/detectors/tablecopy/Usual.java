package io.exposuremonitor.detectors.tablecopy;

/** What is usual about a copy of a table that its actor never copied before. */
enum Usual {
  /** The actor never copied any table so. */
  NOTHING,
  /** The actor began to copy tables so only lately, and was told of for it. */
  LATELY,
  /** The actor copies other tables so. */
  ACTOR,
  /** It also goes where the actor's copies go, which the policy approves of. */
  PLACE
}
