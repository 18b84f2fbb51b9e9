package io.exposuremonitor.connectors.dynamodbstreams;

import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.stream.ShardCursor.Batch;
import io.exposuremonitor.connectors.stream.StreamException;
import io.exposuremonitor.connectors.stream.StreamException.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** What follows a shard's last record: its children, once they are known. */
final class ShardEnd {
  /** How many times the children are queried; after that, the next listing must find them. */
  static final int CHILD_TRIES = 5;

  private final ShardLister lister;
  private final ShardKey key;
  private int tries;
  private @Nullable Batch<Record> last;

  ShardEnd(ShardLister lister, ShardKey key) {
    this.lister = lister;
    this.key = key;
  }

  /**
   * Queries once for the children of a shard that was read to its end.
   *
   * @return not ended while they may still come; the same for ever once ended
   */
  Batch<Record> next() throws StreamException {
    if (last != null) {
      return last;
    }
    ShardLister.Children children = children();
    tries++;
    boolean ended = over(children) || tries >= CHILD_TRIES;
    var batch = new Batch<Record>(List.of(), 0, ended, children.shards());
    last = ended ? batch : null;
    return batch;
  }

  /** Whether the shard is closed, according to the service's listing. */
  boolean reached() throws StreamException {
    return over(children());
  }

  private static boolean over(ShardLister.Children children) {
    return !children.shards().isEmpty() || !children.live();
  }

  private ShardLister.Children children() throws StreamException {
    try {
      return lister.children(key);
    } catch (StreamException e) {
      if (e.kind() == Kind.GONE) {
        return new ShardLister.Children(List.of(), false);
      }
      throw e;
    }
  }
}
