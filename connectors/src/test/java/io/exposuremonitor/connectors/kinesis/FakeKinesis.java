package io.exposuremonitor.connectors.kinesis;

import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.shard.HashRange;
import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.stream.StreamEvents;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.StartingPosition;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;

/**
 * An in-memory Kinesis on a manual clock: shards and lineage, retention, iterators that expire
 * after five minutes, and scripted failures. Tests drive the subscriptions.
 */
final class FakeKinesis implements KinesisCalls, KinesisStreams {
  private static final String PREFIX = "arn:aws:kinesis:eu-west-1:123456789012:stream/";
  private static final Duration ITERATOR_LIFE = Duration.ofMinutes(5);

  /** How the service treats a sequence number whose record was trimmed. */
  enum Trimmed {
    REFUSED,
    HANGS
  }

  /** The names of all calls, in order. */
  final List<String> called = new ArrayList<>();

  /** The requested starting positions of iterators and subscriptions. */
  final List<StartingPosition> starts = new ArrayList<>();

  final List<ScriptedSubscription> subscriptions = new ArrayList<>();
  Trimmed trimmed = Trimmed.REFUSED;
  boolean keepIterators;
  int recordsInOneCall = 100;
  int shardsInOnePage = 100;

  private final TestClock clock;
  private final Map<String, FakeStream> streams = new LinkedHashMap<>();
  private final Map<String, Deque<RuntimeException>> failures = new HashMap<>();
  private final Map<String, Iterator> iterators = new HashMap<>();
  private long sequence = 1000;

  FakeKinesis(TestClock clock) {
    this.clock = clock;
  }

  private record Iterator(FakeShard shard, long after, boolean hangs, Instant issued) {}

  /** Makes the next call of this name fail; may be repeated for further calls. */
  void fail(String call, RuntimeException failure) {
    failures.computeIfAbsent(call, name -> new ArrayDeque<>()).add(failure);
  }

  void retain(String name, Duration retention) {
    stream(arn(name)).retention = retention;
  }

  void delete(String name) {
    streams.remove(arn(name));
  }

  /** Removes a shard, as happens when all its records are trimmed. */
  void forget(String name, String shard) {
    stream(arn(name)).shards.removeIf(each -> each.id.equals(shard));
  }

  @Override
  public String arn(String name) {
    return PREFIX + name;
  }

  @Override
  public void create(String name, int shards) {
    var stream = new FakeStream(clock.instant(), () -> sequence);
    BigInteger size = HashRange.WHOLE.to().add(BigInteger.ONE);
    for (int i = 0; i < shards; i++) {
      BigInteger from = size.multiply(BigInteger.valueOf(i)).divide(BigInteger.valueOf(shards));
      BigInteger to = size.multiply(BigInteger.valueOf(i + 1)).divide(BigInteger.valueOf(shards));
      stream.add(List.of(), new HashRange(from, to.subtract(BigInteger.ONE)));
    }
    streams.put(arn(name), stream);
  }

  @Override
  public void put(String name, byte[] data) {
    stream(arn(name)).put(data, sequence++, clock.instant());
  }

  @Override
  public void split(String name, String shard) {
    stream(arn(name)).split(shard);
  }

  @Override
  public void merge(String name, String shard, String adjacent) {
    stream(arn(name)).merge(shard, adjacent);
  }

  @Override
  public KinesisService service(List<String> arns, StreamEvents events) {
    return service(KinesisSettings.polling(arns, AwsAccess.DEFAULT), events);
  }

  KinesisService service(KinesisSettings settings, StreamEvents events) {
    return new KinesisService(settings, this, events, clock, new Random(1));
  }

  @Override
  public StreamDescriptionSummary describe(String stream) {
    recordCall("describe");
    FakeStream found = stream(stream);
    return StreamDescriptionSummary.builder()
        .streamStatus(StreamStatus.ACTIVE)
        .retentionPeriodHours((int) found.retention.toHours())
        .streamCreationTimestamp(found.created)
        .build();
  }

  @Override
  public ListShardsResponse shards(String stream, @Nullable String after) {
    recordCall("shards");
    var behind =
        stream(stream).shards.stream()
            .filter(shard -> after == null || shard.id.compareTo(after) > 0)
            .toList();
    int size = Math.min(shardsInOnePage, behind.size());
    return ListShardsResponse.builder()
        .shards(behind.subList(0, size).stream().map(FakeShard::listed).toList())
        .nextToken(size < behind.size() ? "more" : null)
        .build();
  }

  @Override
  public String iterator(ShardKey key, StartingPosition from) {
    recordCall("iterator");
    starts.add(from);
    FakeStream stream = stream(key.stream());
    FakeShard shard = stream.shard(key.shard());
    String id = "iterator-" + iterators.size();
    iterators.put(id, iterator(stream, shard, from));
    return id;
  }

  private Iterator iterator(FakeStream stream, FakeShard shard, StartingPosition from) {
    Instant now = clock.instant();
    return switch (from.type()) {
      case TRIM_HORIZON -> new Iterator(shard, -1, false, now);
      case AT_TIMESTAMP -> {
        if (from.timestamp().isAfter(now)) {
          throw InvalidArgumentException.builder().message("in the future").build();
        }
        yield new Iterator(shard, shard.lastBefore(from.timestamp()), false, now);
      }
      default -> {
        long asked = Long.parseLong(from.sequenceNumber());
        boolean gone = shard.isTrimmed(asked, now.minus(stream.retention));
        if (gone && trimmed == Trimmed.REFUSED) {
          throw InvalidArgumentException.builder().message("refused").build();
        }
        long after = from.typeAsString().startsWith("AT") ? asked - 1 : asked;
        yield new Iterator(shard, after, gone, now);
      }
    };
  }

  @Override
  public GetRecordsResponse records(String arn, String iterator) {
    recordCall("records");
    FakeStream stream = stream(arn);
    Iterator from = iterators.get(iterator);
    Instant now = clock.instant();
    if (!keepIterators && from.issued.plus(ITERATOR_LIFE).isBefore(now)) {
      throw ExpiredIteratorException.builder().message("expired").build();
    }
    stream.shard(from.shard.id);
    if (from.hangs) {
      return answer(List.of(), stream.retention.toMillis(), from, from.after);
    }
    var rest = from.shard.behind(from.after, now.minus(stream.retention));
    List<Record> given = rest.subList(0, Math.min(recordsInOneCall, rest.size()));
    long last =
        given.isEmpty() ? from.after : Long.parseLong(given.get(given.size() - 1).sequenceNumber());
    boolean more = given.size() < rest.size();
    if (!more && from.shard.closed) {
      return GetRecordsResponse.builder()
          .records(given)
          .millisBehindLatest(0L)
          .childShards(stream.children(from.shard.id))
          .build();
    }
    long behind =
        more
            ? Duration.between(given.get(given.size() - 1).approximateArrivalTimestamp(), now)
                .toMillis()
            : 0;
    return answer(given, behind, from, last);
  }

  @Override
  public void subscribe(
      String consumer,
      String shard,
      StartingPosition from,
      Subscriber<SubscribeToShardEvent> subscriber) {
    recordCall("subscribe");
    starts.add(from);
    subscriptions.add(new ScriptedSubscription(subscriber));
  }

  @Override
  public void close() {}

  private GetRecordsResponse answer(List<Record> records, long behind, Iterator from, long last) {
    String next = "iterator-" + iterators.size();
    iterators.put(next, new Iterator(from.shard, last, from.hangs, clock.instant()));
    return GetRecordsResponse.builder()
        .records(records)
        .millisBehindLatest(behind)
        .nextShardIterator(next)
        .build();
  }

  private void recordCall(String call) {
    called.add(call);
    var scripted = failures.getOrDefault(call, new ArrayDeque<>());
    if (!scripted.isEmpty()) {
      throw scripted.remove();
    }
  }

  private FakeStream stream(String arn) {
    FakeStream found = streams.get(arn);
    if (found == null) {
      throw ResourceNotFoundException.builder().message("no such stream").build();
    }
    return found;
  }
}
