package io.exposuremonitor.connectors.shard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A shard as listed by its stream.
 *
 * @param id unique within the stream
 * @param parents ids of the shards from which it was created: none, one (a split, or a DynamoDB
 *     stream's rollover) or two (a merge). They may be trimmed and no longer listed
 * @param hashRange the hash keys of its records; null on DynamoDB Streams, which have none
 * @param closed true when it takes no more records
 */
public record Shard(
    String id, List<String> parents, @Nullable HashRange hashRange, boolean closed) {

  /** Copies the list, so that the shard is immutable. */
  public Shard {
    parents = List.copyOf(parents);
  }
}
