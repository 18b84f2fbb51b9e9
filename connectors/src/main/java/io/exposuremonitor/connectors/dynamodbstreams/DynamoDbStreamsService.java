package io.exposuremonitor.connectors.dynamodbstreams;

import io.exposuremonitor.connectors.shard.Position;
import io.exposuremonitor.connectors.shard.Shard;
import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.stream.ShardCursor;
import io.exposuremonitor.connectors.stream.StreamEvents;
import io.exposuremonitor.connectors.stream.StreamException;
import io.exposuremonitor.connectors.stream.StreamService;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * The streams of selected tables.
 *
 * <p>A shard allows two readers at a time (of a global table, one is advised). This is one of them:
 * with two others the service throttles all three, and the failure says so in its own message.
 *
 * <p>It needs dynamodb:ListTables (not when tables are listed), DescribeTable, ListTagsOfResource
 * (only by tag), ListStreams, DescribeStream, GetShardIterator and GetRecords; and sts:AssumeRole
 * when it assumes a role.
 */
public final class DynamoDbStreamsService implements StreamService<Record> {
  private final StreamsApi api;
  private final StreamFinder finder;
  private final ShardLister lister;
  private final ReadContext context;

  DynamoDbStreamsService(
      StreamsApi api, DynamoDbStreamsSettings settings, InstantSource clock, StreamEvents events) {
    this.api = api;
    this.finder = new StreamFinder(api, settings.tables(), clock, events);
    this.lister = new ShardLister(api);
    this.context = new ReadContext(api, lister, events, clock, settings.recordLimit());
  }

  /** Creates the service wherever the job needs one. */
  public static Factory<Record> factory(DynamoDbStreamsSettings settings) {
    return events -> {
      var sdk =
          new SdkStreamsApi(
              settings.access(), () -> events.count(StreamEvents.Count.RETRIED_CALLS));
      var paced =
          new PacedStreamsApi(sdk, settings.rates(), System::nanoTime, TimeUnit.NANOSECONDS::sleep);
      return new DynamoDbStreamsService(paced, settings, InstantSource.system(), events);
    };
  }

  @Override
  public StreamList streams() throws StreamException {
    return finder.find();
  }

  @Override
  public boolean wants(String stream) {
    return finder.wants(stream);
  }

  @Override
  public void resume(String stream) {
    finder.resume(stream);
  }

  @Override
  public ShardPage shards(String stream, @Nullable String page) throws StreamException {
    return lister.page(stream, page);
  }

  @Override
  public List<Shard> children(ShardKey shard) throws StreamException {
    return lister.children(shard).shards();
  }

  @Override
  public long createdAt(String shard) {
    return ShardIds.createdAt(shard);
  }

  @Override
  public ShardCursor<Record> open(ShardKey shard, Position from, long verifiedAt) {
    return new DynamoDbShardCursor(context, shard, from, verifiedAt);
  }

  @Override
  public void close() {
    api.close();
  }
}
