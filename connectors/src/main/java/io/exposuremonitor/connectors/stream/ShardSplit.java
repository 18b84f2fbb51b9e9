package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.ShardProgress;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A shard on its way to a reader, or in a reader's state.
 *
 * @param progress the shard and how far it was read
 */
public record ShardSplit(ShardProgress progress) implements SourceSplit {
  @Override
  public String splitId() {
    return progress.key().toString();
  }
}
