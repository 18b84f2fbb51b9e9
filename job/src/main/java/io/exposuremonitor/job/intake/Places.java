package io.exposuremonitor.job.intake;

import io.exposuremonitor.connectors.shard.Position;
import io.exposuremonitor.connectors.shard.ShardKey;

/** Describes the place at which a record can be found again. */
final class Places {
  private Places() {}

  /** The place of the record just before a position. */
  static String of(ShardKey shard, Position after) {
    return shard.shard() + record(after);
  }

  private static String record(Position after) {
    if (after instanceof Position.AfterSequence whole) {
      return " record " + whole.sequence();
    }
    if (after instanceof Position.AfterSubSequence part) {
      return " record " + part.sequence() + " part " + part.subSequence();
    }
    return "";
  }
}
