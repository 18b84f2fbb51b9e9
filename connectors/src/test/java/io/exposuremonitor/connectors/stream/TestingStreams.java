package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.shard.HashRange;
import io.exposuremonitor.connectors.shard.Position;
import io.exposuremonitor.connectors.shard.ReadHistory;
import io.exposuremonitor.connectors.shard.Shard;
import io.exposuremonitor.connectors.shard.ShardKey;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * In-memory streams: the state behind every {@link TestingStreamService}. Tests change it while a
 * job reads it, and script the results of calls. Lives in this JVM only; a job's deserialized
 * factory finds it by its id. Thread-safe.
 */
public final class TestingStreams implements AutoCloseable {
  private static final Map<String, TestingStreams> ALL = new ConcurrentHashMap<>();
  private static final Duration RETENTION = Duration.ofDays(1);

  private final String id = UUID.randomUUID().toString();
  private final Map<String, StreamService.StreamInfo> streams = new LinkedHashMap<>();
  private final Map<ShardKey, Shard> shards = new LinkedHashMap<>();
  private final Map<ShardKey, List<TestingRecord>> records = new HashMap<>();
  private final Map<ShardKey, Integer> trimmed = new HashMap<>();
  private final Map<String, Deque<StreamException.Kind>> scripts = new HashMap<>();
  private final Map<String, StreamException.Kind> standing = new HashMap<>();
  private final Map<String, Integer> calls = new HashMap<>();
  private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
  private final List<CoverageGap> lost = new ArrayList<>();
  private final Set<String> unwanted = new HashSet<>();
  private int pageSize = 100;
  private int batchSize = 10;
  private boolean namesChildren = true;
  private boolean subscribesFirst;

  /** Starts without streams. Must be closed at the end of a test. */
  public TestingStreams() {
    ALL.put(id, this);
  }

  static TestingStreams find(String id) {
    TestingStreams found = ALL.get(id);
    if (found == null) {
      throw new IllegalStateException("the test is over");
    }
    return found;
  }

  /** Creates services on these streams; serializable with a job. */
  public StreamService.Factory<TestingRecord> factory() {
    String key = id;
    return events -> new TestingStreamService(find(key), events);
  }

  @Override
  public void close() {
    ALL.remove(id);
  }

  /** Removes a stream from the settings, though it still exists. */
  public synchronized void removeFromSettings(String stream) {
    unwanted.add(stream);
    streams.remove(stream);
  }

  synchronized boolean wants(String stream) {
    return !unwanted.contains(stream);
  }

  /** Sets the maximum number of shards in a page of a listing. */
  public synchronized void pageSize(int size) {
    pageSize = size;
  }

  /** Sets the maximum number of records in an answer. */
  public synchronized void batchSize(int size) {
    batchSize = size;
  }

  /** Sets whether the last read of a shard names its children, as in Kinesis. */
  public synchronized void namesChildren(boolean names) {
    namesChildren = names;
  }

  /** Sets whether every other read only subscribes, and the next returns the answer. */
  public synchronized void subscribesFirst(boolean subscribes) {
    subscribesFirst = subscribes;
  }

  synchronized boolean subscribesFirst() {
    return subscribesFirst;
  }

  /** Adds a live stream. */
  public synchronized void stream(String arn) {
    streams.put(arn, new StreamService.StreamInfo(arn, true, RETENTION));
  }

  /** Disables a stream: its shards close without children, and stay readable. */
  public synchronized void disable(String arn) {
    streams.put(arn, new StreamService.StreamInfo(arn, false, RETENTION));
    shards.replaceAll((key, shard) -> key.stream().equals(arn) ? closed(shard) : shard);
  }

  /** Omits a stream from listings, though its shards still exist. */
  public synchronized void hide(String arn) {
    streams.remove(arn);
  }

  /** Deletes a stream with all its shards. */
  public synchronized void delete(String arn) {
    streams.remove(arn);
    shards.keySet().removeIf(key -> key.stream().equals(arn));
  }

  /** Adds an open shard without a hash range. */
  public synchronized ShardKey shard(String arn, String shard, String... parents) {
    return shard(arn, new Shard(shard, List.of(parents), null, false));
  }

  /** Adds a shard, and closes its parents. */
  public synchronized ShardKey shard(String arn, Shard shard) {
    ShardKey key = new ShardKey(arn, shard.id());
    shards.put(key, shard);
    records.put(key, new ArrayList<>());
    for (String parent : shard.parents()) {
      shards.computeIfPresent(new ShardKey(arn, parent), (any, open) -> closed(open));
    }
    return key;
  }

  /** Removes a shard, as when it expires: reads fail with GONE. */
  public synchronized void expire(ShardKey key) {
    shards.remove(key);
  }

  /** Appends records that arrive now. */
  public synchronized void put(ShardKey key, int count) {
    put(key, count, System.currentTimeMillis());
  }

  /** Appends records that arrived at a time, epoch milliseconds. */
  public synchronized void put(ShardKey key, int count, long arrival) {
    List<TestingRecord> written = records.get(key);
    for (int i = 0; i < count; i++) {
      written.add(new TestingRecord(key, written.size(), arrival));
    }
  }

  /** Removes a shard's oldest records. */
  public synchronized void trim(ShardKey key, int firstKept) {
    trimmed.put(key, firstKept);
  }

  /** Makes the next calls of this kind fail; see {@link #readOf}, {@link #listingOf}. */
  public synchronized void failNext(String call, StreamException.Kind kind, int times) {
    Deque<StreamException.Kind> script = scripts.computeIfAbsent(call, any -> new ArrayDeque<>());
    for (int i = 0; i < times; i++) {
      script.add(kind);
    }
  }

  /** Makes all calls of this kind fail until {@link #heal}. */
  public synchronized void failAlways(String call, StreamException.Kind kind) {
    standing.put(call, kind);
  }

  /** Makes calls of this kind succeed again. */
  public synchronized void heal(String call) {
    standing.remove(call);
    scripts.remove(call);
  }

  /** Expires the iterator of the next read, which renews it. */
  public synchronized void expireIterator(ShardKey key) {
    failNext("iterator " + key, StreamException.Kind.RETRYABLE, 1);
  }

  /** Blocks calls of this kind until the gate opens. */
  public void hold(String call, CountDownLatch gate) {
    gates.put(call, gate);
  }

  void passGate(String call) {
    CountDownLatch gate = gates.get(call);
    try {
      if (gate != null && !gate.await(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the test forgot to open the gate of " + call);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  /** Makes the next listing of streams find a gap. */
  public synchronized void lose(CoverageGap gap) {
    lost.add(gap);
  }

  /** Returns the gaps to report; each once. */
  synchronized List<CoverageGap> takeLost() {
    List<CoverageGap> taken = List.copyOf(lost);
    lost.clear();
    return taken;
  }

  /** Returns the call name of reads of a shard. */
  public static String readOf(ShardKey key) {
    return "read " + key;
  }

  /** Returns the call name of listings of a stream's shards. */
  public static String listingOf(String arn) {
    return "list " + arn;
  }

  /** How often such a call was made. */
  public synchronized int calls(String call) {
    return calls.getOrDefault(call, 0);
  }

  /** The records written and the lineage of shards, to check guarantees with. */
  public synchronized ReadHistory history(List<ReadHistory.Read> reads) {
    Map<ShardKey, Integer> written = new LinkedHashMap<>();
    Map<ShardKey, List<ShardKey>> parents = new HashMap<>();
    records.forEach((key, all) -> written.put(key, all.size()));
    shards.forEach(
        (key, shard) ->
            parents.put(
                key, shard.parents().stream().map(id -> new ShardKey(key.stream(), id)).toList()));
    return new ReadHistory(written, parents, reads);
  }

  synchronized List<StreamService.StreamInfo> streams() throws StreamException {
    called("streams", "streams");
    return List.copyOf(streams.values());
  }

  synchronized StreamService.ShardPage page(String arn, @Nullable String token)
      throws StreamException {
    called(listingOf(arn), arn);
    List<Shard> all = new ArrayList<>();
    shards.forEach(
        (key, shard) -> {
          if (key.stream().equals(arn)) {
            all.add(shard);
          }
        });
    int from = token == null ? 0 : Math.min(Integer.parseInt(token), all.size());
    int to = Math.min(from + pageSize, all.size());
    return new StreamService.ShardPage(
        List.copyOf(all.subList(from, to)), to < all.size() ? String.valueOf(to) : null);
  }

  synchronized List<Shard> children(ShardKey parent) throws StreamException {
    called("children of " + parent, parent.stream());
    return childrenOf(parent);
  }

  private List<Shard> childrenOf(ShardKey parent) {
    return shards.entrySet().stream()
        .filter(entry -> entry.getKey().stream().equals(parent.stream()))
        .map(Map.Entry::getValue)
        .filter(shard -> shard.parents().contains(parent.shard()))
        .toList();
  }

  /** Reads from an index that lies after the trimmed records. */
  synchronized ShardCursor.Batch<TestingRecord> read(ShardKey key, int from) {
    List<TestingRecord> all = records.get(key);
    int to = Math.min(from + batchSize, all.size());
    List<ShardCursor.Entry<TestingRecord>> entries = new ArrayList<>();
    for (TestingRecord record : all.subList(from, to)) {
      Position after = new Position.AfterSequence(String.valueOf(record.index()));
      entries.add(new ShardCursor.Entry<>(record, after, record.arrival(), 100));
    }
    boolean ended = to == all.size() && shards.get(key).closed();
    long behind =
        to == all.size() ? 0 : Math.max(1, System.currentTimeMillis() - all.get(to).arrival());
    return new ShardCursor.Batch<>(
        entries, behind, ended, ended && namesChildren ? childrenOf(key) : List.of());
  }

  synchronized int oldest(ShardKey key) {
    return trimmed.getOrDefault(key, 0);
  }

  synchronized int firstAt(ShardKey key, long arrival) {
    int index = oldest(key);
    List<TestingRecord> all = records.get(key);
    while (index < all.size() && all.get(index).arrival() < arrival) {
      index++;
    }
    return index;
  }

  synchronized boolean iteratorExpired(ShardKey key) {
    Deque<StreamException.Kind> script = scripts.get("iterator " + key);
    return script != null && script.poll() != null;
  }

  /** Counts a call, and fails as the script says. */
  synchronized void called(String call, String arn) throws StreamException {
    calls.merge(call, 1, Integer::sum);
    Deque<StreamException.Kind> script = scripts.get(call);
    StreamException.Kind kind = script == null ? null : script.poll();
    if (kind == null) {
      kind = standing.get(call);
    }
    if (kind != null) {
      throw new StreamException(kind, "Scripted" + kind + " for " + arn, null);
    }
  }

  synchronized void checkThere(ShardKey key) throws StreamException {
    if (!shards.containsKey(key)) {
      throw new StreamException(
          StreamException.Kind.GONE, "ResourceNotFoundException for " + key.stream(), null);
    }
  }

  private static Shard closed(Shard shard) {
    return new Shard(shard.id(), shard.parents(), shard.hashRange(), true);
  }

  /** Half of the hash keys: the lower, or the upper one. */
  public static HashRange half(boolean upper) {
    BigInteger middle = BigInteger.ONE.shiftLeft(127);
    return upper
        ? new HashRange(middle, HashRange.WHOLE.to())
        : new HashRange(HashRange.WHOLE.from(), middle.subtract(BigInteger.ONE));
  }
}
