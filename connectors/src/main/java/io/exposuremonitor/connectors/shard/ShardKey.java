package io.exposuremonitor.connectors.shard;

/**
 * Identifies a shard among all streams of a source.
 *
 * @param stream ARN of the stream
 * @param shard id of the shard, unique within the stream
 */
public record ShardKey(String stream, String shard) {
  @Override
  public String toString() {
    return stream + '/' + shard;
  }
}
