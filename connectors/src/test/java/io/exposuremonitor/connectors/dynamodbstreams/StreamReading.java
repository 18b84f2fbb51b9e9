package io.exposuremonitor.connectors.dynamodbstreams;

import io.exposuremonitor.connectors.shard.Position;
import io.exposuremonitor.connectors.shard.Shard;
import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.stream.ShardCursor;
import io.exposuremonitor.connectors.stream.ShardCursor.Batch;
import io.exposuremonitor.connectors.stream.ShardCursor.Entry;
import io.exposuremonitor.connectors.stream.StreamException;
import io.exposuremonitor.connectors.stream.StreamService;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** Reads as the source does, in one thread. */
final class StreamReading {
  private StreamReading() {}

  /** All shards of a stream, page by page. */
  static List<Shard> shards(StreamService<Record> service, String stream) throws StreamException {
    var all = new ArrayList<Shard>();
    String next = null;
    do {
      StreamService.ShardPage page = service.shards(stream, next);
      all.addAll(page.shards());
      next = page.next();
    } while (next != null);
    return all;
  }

  /** Reads until the tip, or the end. */
  static List<Entry<Record>> toTheTip(ShardCursor<Record> cursor) throws StreamException {
    var entries = new ArrayList<Entry<Record>>();
    Batch<Record> batch;
    do {
      batch = cursor.read();
      entries.addAll(batch.entries());
    } while (!batch.ended() && (batch.behindMillis() != 0 || !batch.entries().isEmpty()));
    return entries;
  }

  /** Reads until the end. */
  static void toTheEnd(ShardCursor<Record> cursor) throws StreamException {
    while (!cursor.read().ended()) {}
  }

  /** Reads a shard and its descendants, parents first; returns the items' keys. */
  static List<String> lineage(StreamService<Record> service, ShardKey root, Position from)
      throws StreamException {
    var items = new ArrayList<String>();
    var open = new ArrayDeque<String>(List.of(root.shard()));
    while (!open.isEmpty()) {
      String shard = open.remove();
      Position start = shard.equals(root.shard()) ? from : Position.Horizon.INSTANCE;
      try (var cursor = service.open(new ShardKey(root.stream(), shard), start, 0)) {
        Batch<Record> batch;
        do {
          batch = cursor.read();
          items.addAll(items(batch.entries()));
        } while (!batch.ended() && (batch.behindMillis() != 0 || !batch.entries().isEmpty()));
        if (batch.ended()) {
          service.children(new ShardKey(root.stream(), shard)).stream()
              .filter(child -> child.parents().contains(shard))
              .forEach(child -> open.add(child.id()));
        }
      }
    }
    return items;
  }

  static List<String> items(List<Entry<Record>> entries) {
    return entries.stream().map(entry -> entry.record().dynamodb().keys().get("id").s()).toList();
  }

  /** The position after the last entry. */
  static Position after(List<Entry<Record>> entries, @Nullable Position before) {
    return entries.isEmpty() ? before : entries.get(entries.size() - 1).after();
  }
}
