package io.exposuremonitor.connectors.dynamodbstreams;

import io.exposuremonitor.connectors.aws.ResourceArns;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.ListStreamsResponse;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.dynamodb.model.ListTagsOfResourceResponse;
import software.amazon.awssdk.services.dynamodb.model.Stream;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.model.StreamStatus;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.Tag;

/**
 * DynamoDB and its streams in memory, with its own clock. Unlike any emulator, it trims, throttles,
 * splits shards, and contradicts itself. Not thread-safe.
 */
final class FakeStreams implements StreamsApi, DynamoDbTables {
  private static final Duration ITERATOR_LIFE = Duration.ofMinutes(15);

  private static final class Table {
    final String name;
    final String arn;
    final Map<String, String> tags;
    final List<String> streams = new ArrayList<>();
    boolean enabled;

    Table(String name, Map<String, String> tags) {
      this.name = name;
      this.arn = "arn:aws:dynamodb:eu-west-1:111122223333:table/" + name;
      this.tags = tags;
    }
  }

  private record Place(String stream, String shard, int index, Instant made) {}

  private record StreamState(String arn, String table, Map<String, FakeShard> shards) {}

  /** How the endpoint applies the filter for child shards. */
  enum Filter {
    HONOURED,
    IGNORED,
    RETURNS_ONLY_PARENT
  }

  private final Map<String, Table> tables = new LinkedHashMap<>();
  private final Map<String, StreamState> streams = new LinkedHashMap<>();
  private final Map<String, Deque<RuntimeException>> failures = new HashMap<>();
  private final List<Place> iterators = new ArrayList<>();
  private final Map<String, Integer> calls = new HashMap<>();
  private long sequence;

  private Instant now = Instant.parse("2026-03-01T12:00:00.400Z");
  int pageSize = 100;
  int emptyReads;
  Filter filter = Filter.HONOURED;
  boolean forgetsShardEnds;

  @Override
  public InstantSource clock() {
    return () -> now;
  }

  @Override
  public Instant now() {
    return now.truncatedTo(ChronoUnit.SECONDS);
  }

  @Override
  public void age(Duration by) {
    now = now.plus(by);
  }

  /** Makes the next calls of this name fail. */
  void fail(String call, int times, Supplier<RuntimeException> failure) {
    var queue = failures.computeIfAbsent(call, c -> new ArrayDeque<>());
    IntStream.range(0, times).forEach(i -> queue.add(failure.get()));
  }

  int calls(String call) {
    return calls.getOrDefault(call, 0);
  }

  FakeShard shard(String stream, String shard) {
    return stream(stream).shards().get(shard);
  }

  /** Adds an open shard to a stream. */
  FakeShard addShard(String stream, @Nullable String parent) {
    var shards = stream(stream).shards();
    var shard = new FakeShard(String.format("shardId-%05d", shards.size()), parent);
    shards.put(shard.id, shard);
    return shard;
  }

  /** Forgets a shard with all it holds. */
  void forget(String stream, String shard) {
    stream(stream).shards().remove(shard);
  }

  /** Forgets a disabled stream, as the service does a day later. */
  void forgetStream(String stream) {
    streams.remove(stream);
  }

  void put(FakeShard shard, String item) {
    shard.add(++sequence, item, now);
  }

  @Override
  public StreamsApi api() {
    return this;
  }

  @Override
  public String create(String name, boolean stream, Map<String, String> tags) {
    tables.put(name, new Table(name, tags));
    if (stream) {
      stream(name, true);
    }
    return tables.get(name).arn;
  }

  @Override
  public void put(String table, String id) {
    openShards(latest(tables.get(table))).forEach(shard -> put(shard, id));
  }

  @Override
  public void stream(String name, boolean enabled) {
    Table table = tables.get(name);
    table.enabled = enabled;
    if (enabled) {
      String arn = table.arn + "/stream/" + streams.size();
      table.streams.add(arn);
      streams.put(arn, new StreamState(arn, name, new LinkedHashMap<>()));
      addShard(arn, null);
    } else {
      openShards(latest(table)).forEach(shard -> shard.open = false);
    }
  }

  @Override
  public void roll() {
    for (StreamState stream : List.copyOf(streams.values())) {
      for (FakeShard shard : openShards(stream.arn())) {
        shard.open = false;
        addShard(stream.arn(), shard.id);
      }
    }
  }

  @Override
  public ListTablesResponse listTables(@Nullable String after) {
    called("listTables");
    var page = page(tables.keySet(), after, Function.identity());
    return ListTablesResponse.builder()
        .tableNames(page)
        .lastEvaluatedTableName(last(page, tables.keySet(), Function.identity()))
        .build();
  }

  @Override
  public TableDescription describeTable(String nameOrArn) {
    called("describeTable");
    Table table = tables.get(ResourceArns.tableName(nameOrArn));
    if (table == null) {
      throw Failures.notFound();
    }
    return TableDescription.builder()
        .tableName(table.name)
        .tableArn(table.arn)
        .latestStreamArn(table.streams.isEmpty() ? null : latest(table))
        .streamSpecification(s -> s.streamEnabled(table.enabled))
        .build();
  }

  @Override
  public ListTagsOfResourceResponse tags(String tableArn, @Nullable String token) {
    called("tags");
    var all = List.copyOf(tables.get(ResourceArns.tableName(tableArn)).tags.entrySet());
    int from = token == null ? 0 : Integer.parseInt(token);
    int to = Math.min(all.size(), from + pageSize);
    return ListTagsOfResourceResponse.builder()
        .tags(
            all.subList(from, to).stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList())
        .nextToken(to == all.size() ? null : String.valueOf(to))
        .build();
  }

  @Override
  public ListStreamsResponse listStreams(@Nullable String table, @Nullable String after) {
    called("listStreams");
    var all =
        streams.values().stream().filter(s -> table == null || s.table().equals(table)).toList();
    var page = page(all, after, StreamState::arn);
    return ListStreamsResponse.builder()
        .streams(
            page.stream()
                .map(s -> Stream.builder().streamArn(s.arn()).tableName(s.table()).build())
                .toList())
        .lastEvaluatedStreamArn(last(page, all, StreamState::arn))
        .build();
  }

  @Override
  public StreamDescription describeStream(
      String arn, @Nullable String after, @Nullable String childrenOf) {
    called("describeStream");
    StreamState stream = stream(arn);
    var all =
        stream.shards().values().stream()
            .filter(shard -> childrenOf == null || matches(shard, childrenOf))
            .toList();
    var page = page(all, after, shard -> shard.id);
    Table table = tables.get(stream.table());
    boolean live = table != null && table.enabled && latest(table).equals(arn);
    return StreamDescription.builder()
        .streamArn(arn)
        .streamStatus(live ? StreamStatus.ENABLED : StreamStatus.DISABLED)
        .shards(page.stream().map(shard -> shard.describe(!forgetsShardEnds)).toList())
        .lastEvaluatedShardId(last(page, all, shard -> shard.id))
        .build();
  }

  private boolean matches(FakeShard shard, String parent) {
    return switch (filter) {
      case HONOURED -> parent.equals(shard.parent);
      case IGNORED -> true;
      case RETURNS_ONLY_PARENT -> parent.equals(shard.id);
    };
  }

  @Override
  public String iterator(String arn, String id, @Nullable String afterSequence) {
    called("iterator");
    FakeShard shard = stream(arn).shards().get(id);
    if (shard == null) {
      throw Failures.notFound();
    }
    int index = afterSequence == null ? shard.trimmed : shard.indexAfter(afterSequence);
    if (index < shard.trimmed) {
      throw Failures.trimmed();
    }
    return iterator(arn, id, index);
  }

  private String iterator(String arn, String id, int index) {
    iterators.add(new Place(arn, id, index, now));
    return String.valueOf(iterators.size() - 1);
  }

  @Override
  public GetRecordsResponse records(String iterator, int limit) {
    called("records");
    Place place = iterators.get(Integer.parseInt(iterator));
    FakeShard shard = stream(place.stream()).shards().get(place.shard());
    int index = place.index();
    if (shard == null) {
      throw Failures.notFound();
    }
    if (!now.isBefore(place.made().plus(ITERATOR_LIFE))) {
      throw Failures.expired();
    }
    if (index < shard.trimmed) {
      throw Failures.trimmed();
    }
    if (emptyReads > 0) {
      emptyReads--;
      return GetRecordsResponse.builder().nextShardIterator(iterator).build();
    }
    int to = Math.min(shard.records.size(), index + limit);
    boolean ended = !shard.open && to == shard.records.size();
    return GetRecordsResponse.builder()
        .records(shard.records.subList(index, to))
        .nextShardIterator(ended ? null : iterator(place.stream(), place.shard(), to))
        .build();
  }

  @Override
  public void close() {}

  private void called(String call) {
    calls.merge(call, 1, Integer::sum);
    var queue = failures.getOrDefault(call, new ArrayDeque<>());
    if (!queue.isEmpty()) {
      throw queue.remove();
    }
  }

  private StreamState stream(String arn) {
    StreamState stream = streams.get(arn);
    if (stream == null) {
      throw Failures.notFound();
    }
    return stream;
  }

  private List<FakeShard> openShards(String stream) {
    return stream(stream).shards().values().stream().filter(shard -> shard.open).toList();
  }

  private static String latest(Table table) {
    return table.streams.get(table.streams.size() - 1);
  }

  private <T> List<T> page(Collection<T> all, @Nullable String after, Function<T, String> id) {
    var list = List.copyOf(all);
    int from = 0;
    while (after != null && !id.apply(list.get(from++)).equals(after)) {}
    return list.subList(from, Math.min(list.size(), from + pageSize));
  }

  private static <T> @Nullable String last(
      List<T> page, Collection<T> all, Function<T, String> id) {
    var list = List.copyOf(all);
    return page.isEmpty() || page.get(page.size() - 1) == list.get(list.size() - 1)
        ? null
        : id.apply(page.get(page.size() - 1));
  }
}
