package io.exposuremonitor.connectors.shard;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A shard as listed by its stream.
 *
 * @param id unique within the stream
 * @param parents ids of the shards from which it was created: none, one (a split, or a DynamoDB
 *     stream's rollover) or two (a merge). They may be trimmed and no longer listed
 * @param hashRange the hash keys of its records; null on DynamoDB Streams, which have none
 * @param closed true when it takes no more records
 * @param start a decimal number that the sequence numbers of its records reach or exceed, and that
 *     distinguishes it from a shard with the same id of an earlier stream with the same name; null
 *     when unknown, and on DynamoDB Streams, whose ARNs are never reused
 */
public record Shard(
    String id,
    List<String> parents,
    @Nullable HashRange hashRange,
    boolean closed,
    @Nullable String start) {

  /** Copies the list, so that the shard is immutable. */
  public Shard {
    parents = List.copyOf(parents);
  }

  /** A shard whose first sequence number is not known. */
  public Shard(String id, List<String> parents, @Nullable HashRange hashRange, boolean closed) {
    this(id, parents, hashRange, closed, null);
  }

  /** This shard with another first sequence number. */
  public Shard startingAt(@Nullable String sequence) {
    return Objects.equals(start, sequence)
        ? this
        : new Shard(id, parents, hashRange, closed, sequence);
  }
}
