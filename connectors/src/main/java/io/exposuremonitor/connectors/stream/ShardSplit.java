package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.ShardProgress;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A shard on its way to a reader, or in a reader's state.
 *
 * @param splitId {@link #ANY}, or the shard's own id within a reader; see {@link ShardOutputs}. Not
 *     part of checkpoints
 * @param progress the shard and how far it was read
 */
public record ShardSplit(String splitId, ShardProgress progress) implements SourceSplit {
  /** The id of all shards outside of readers. */
  static final String ANY = "shards";

  /** As the engine knows it. */
  ShardSplit(ShardProgress progress) {
    this(ANY, progress);
  }

  /** This split under an id that is unique among the shards of a reader. */
  ShardSplit withinReader() {
    return new ShardSplit(progress.key().toString(), progress);
  }
}
