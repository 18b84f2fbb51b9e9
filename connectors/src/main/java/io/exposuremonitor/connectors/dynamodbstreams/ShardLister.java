package io.exposuremonitor.connectors.dynamodbstreams;

import io.exposuremonitor.connectors.shard.Shard;
import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.stream.StreamException;
import io.exposuremonitor.connectors.stream.StreamException.Kind;
import io.exposuremonitor.connectors.stream.StreamService.ShardPage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.model.StreamStatus;

/** Lists shards. In a disabled stream, every shard counts as closed. Thread-safe. */
final class ShardLister {
  private final StreamsApi api;

  /**
   * The successors of an ended shard.
   *
   * @param live false when the stream is disabled, so that no child will come
   */
  record Children(List<Shard> shards, boolean live) {}

  ShardLister(StreamsApi api) {
    this.api = api;
  }

  ShardPage page(String stream, @Nullable String after) throws StreamException {
    StreamDescription description = describe(stream, after, null);
    boolean live = live(description);
    return new ShardPage(
        description.shards().stream().map(shard -> shard(shard, live)).toList(),
        description.lastEvaluatedShardId());
  }

  Children children(ShardKey parent) throws StreamException {
    var found = new ArrayList<Shard>();
    boolean others = false;
    boolean live = true;
    String last = null;
    do {
      StreamDescription page = describe(parent.stream(), last, parent.shard());
      others |= addChildren(page, parent, found);
      live = live(page);
      last = page.lastEvaluatedShardId();
    } while (last != null);
    // An endpoint without support for the filter may return a page that lacks the children.
    return new Children(found.isEmpty() && others ? allChildren(parent) : found, live);
  }

  /** Whether a shard is closed: it has children, or its stream takes no more records. */
  boolean isOver(ShardKey key) throws StreamException {
    try {
      Children children = children(key);
      return !children.shards().isEmpty() || !children.live();
    } catch (StreamException e) {
      if (e.kind() == Kind.GONE) {
        return true;
      }
      throw e;
    }
  }

  private List<Shard> allChildren(ShardKey parent) throws StreamException {
    var found = new ArrayList<Shard>();
    String last = null;
    do {
      StreamDescription page = describe(parent.stream(), last, null);
      addChildren(page, parent, found);
      last = page.lastEvaluatedShardId();
    } while (last != null);
    return found;
  }

  /** Returns whether there were other shards too. */
  private static boolean addChildren(StreamDescription page, ShardKey parent, List<Shard> into) {
    boolean others = false;
    for (var shard : page.shards()) {
      if (parent.shard().equals(shard.parentShardId())) {
        into.add(shard(shard, live(page)));
      } else {
        others = true;
      }
    }
    return others;
  }

  private StreamDescription describe(
      String stream, @Nullable String after, @Nullable String childrenOf) throws StreamException {
    return StreamsErrors.translate(stream, () -> api.describeStream(stream, after, childrenOf));
  }

  private static boolean live(StreamDescription stream) {
    return stream.streamStatus() != StreamStatus.DISABLED;
  }

  private static Shard shard(
      software.amazon.awssdk.services.dynamodb.model.Shard shard, boolean live) {
    boolean ended =
        shard.sequenceNumberRange() != null
            && shard.sequenceNumberRange().endingSequenceNumber() != null;
    List<String> from = shard.parentShardId() == null ? List.of() : List.of(shard.parentShardId());
    return new Shard(shard.shardId(), from, null, ended || !live);
  }
}
