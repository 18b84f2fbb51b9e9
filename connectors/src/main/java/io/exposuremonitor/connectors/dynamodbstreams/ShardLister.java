package io.exposuremonitor.connectors.dynamodbstreams;

import io.exposuremonitor.connectors.shard.Shard;
import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.stream.StreamException;
import io.exposuremonitor.connectors.stream.StreamException.Kind;
import io.exposuremonitor.connectors.stream.StreamService.ShardPage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.model.StreamStatus;

/**
 * Lists shards. The service's answers can contradict each other for a while: a shard with a child
 * counts as closed even when its own entry says that it is open, and in a disabled stream every
 * shard does. Thread-safe.
 */
final class ShardLister {
  private final StreamsApi api;
  private final Map<String, KnownParents> parents = new ConcurrentHashMap<>();

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
    KnownParents known = parents.computeIfAbsent(stream, s -> new KnownParents());
    known.page(description.shards(), after == null);
    var shards = new ArrayList<Shard>();
    for (var shard : description.shards()) {
      shards.add(shard(shard, live(description), known.contains(shard.shardId())));
    }
    return new ShardPage(shards, description.lastEvaluatedShardId());
  }

  /** Forgets the shards of all streams but these. */
  void retain(Collection<String> streams) {
    parents.keySet().retainAll(streams);
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

  /** Whether a shard is listed; false when its stream is not. */
  boolean lists(ShardKey key) throws StreamException {
    try {
      String last = null;
      do {
        StreamDescription page = describe(key.stream(), last, null);
        if (page.shards().stream().anyMatch(shard -> shard.shardId().equals(key.shard()))) {
          return true;
        }
        last = page.lastEvaluatedShardId();
      } while (last != null);
      return false;
    } catch (StreamException e) {
      if (e.kind() == Kind.GONE) {
        return false;
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
        into.add(shard(shard, live(page), false));
      } else {
        others = true;
      }
    }
    return others;
  }

  private StreamDescription describe(
      String stream, @Nullable String after, @Nullable String childrenOf) throws StreamException {
    try {
      return StreamsErrors.translate(stream, () -> api.describeStream(stream, after, childrenOf));
    } catch (StreamException e) {
      if (e.kind() == Kind.GONE) {
        parents.remove(stream);
      }
      throw e;
    }
  }

  private static boolean live(StreamDescription stream) {
    return stream.streamStatus() != StreamStatus.DISABLED;
  }

  private static Shard shard(
      software.amazon.awssdk.services.dynamodb.model.Shard shard, boolean live, boolean parent) {
    boolean ended =
        shard.sequenceNumberRange() != null
            && shard.sequenceNumberRange().endingSequenceNumber() != null;
    List<String> from = shard.parentShardId() == null ? List.of() : List.of(shard.parentShardId());
    return new Shard(shard.shardId(), from, null, ended || parent || !live);
  }
}
