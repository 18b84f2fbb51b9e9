package io.exposuremonitor.connectors.output;

import io.exposuremonitor.connectors.alert.Reply;
import io.exposuremonitor.connectors.alert.RetryAfter;
import io.exposuremonitor.connectors.failure.Backoff;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Writes lines to a data stream, each as a record, at least once, and in order for each key: one
 * call is in flight at a time and contains no key twice, so that a failed record is never overtaken
 * by a later one with its key. A line is sent at once; lines that a crash repeats have the same
 * text.
 */
public final class StreamOutlet implements Outlet {
  /** Records per call: the limit of {@code PutRecords}. */
  public static final int MAX_RECORDS = 500;

  /** Bytes of a call's records and keys: the limit of {@code PutRecords}, 5 MiB. */
  static final int MAX_BYTES = 5 * 1024 * 1024;

  /** Bytes of a record and its key: 1 MiB. */
  static final int MAX_RECORD_BYTES = 1024 * 1024;

  /** Number of waiting lines, of about 3 KB each, at which no more should be added. */
  static final int FULL = 20_000;

  private static final Backoff PAUSES = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));

  private final RecordPort port;
  private final RandomGenerator random;
  private final Listener listener;
  private final Map<Long, Line> waiting = new LinkedHashMap<>();
  private long number;
  private List<Long> sent = List.of();
  private @Nullable CompletableFuture<List<Reply>> inFlight;
  private int failures;
  private long notBefore = Long.MIN_VALUE;

  /**
   * @param port closed with this outlet
   * @param random for jitter
   */
  public StreamOutlet(RecordPort port, RandomGenerator random, Listener listener) {
    this.port = port;
    this.random = random;
    this.listener = listener;
  }

  @Override
  public void add(Line line, long now) {
    if (size(line) > MAX_RECORD_BYTES) {
      listener.refused(1, "larger than a record may be");
      return;
    }
    waiting.put(number++, line);
  }

  private static int size(Line line) {
    return line.text().getBytes(StandardCharsets.UTF_8).length
        + line.key().getBytes(StandardCharsets.UTF_8).length;
  }

  @Override
  public boolean isFull() {
    return waiting.size() >= FULL;
  }

  @Override
  public int waiting() {
    return waiting.size();
  }

  @Override
  public void tick(long now) {
    settle(now);
    if (inFlight == null && !RetryAfter.isPaused(notBefore, now) && !waiting.isEmpty()) {
      sent = batch();
      inFlight = port.put(sent.stream().map(waiting::get).toList());
    }
  }

  private void settle(long now) {
    CompletableFuture<List<Reply>> done = inFlight;
    if (done == null || !done.isDone()) {
      return;
    }
    inFlight = null;
    List<Reply> replies = done.join();
    int delivered = 0;
    @Nullable Reply failed = null;
    for (int i = 0; i < replies.size(); i++) {
      if (replies.get(i).outcome() == Reply.Outcome.DELIVERED) {
        waiting.remove(sent.get(i));
        delivered++;
      } else {
        failed = replies.get(i);
      }
    }
    listener.delivered(delivered);
    failures = delivered > 0 ? 0 : failures;
    if (failed != null) {
      failures++;
      listener.retried(failed.detail());
      Duration asked = failed.pause();
      Duration pause = asked == null ? PAUSES.pause(failures, random) : asked;
      notBefore = now + pause.toMillis();
    }
  }

  /** The first line of each key, up to the limits of a call. */
  private List<Long> batch() {
    List<Long> batch = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    long bytes = 0;
    for (Map.Entry<Long, Line> entry : waiting.entrySet()) {
      if (keys.add(entry.getValue().key())) {
        bytes += size(entry.getValue());
        if (batch.size() == MAX_RECORDS || bytes > MAX_BYTES) {
          break;
        }
        batch.add(entry.getKey());
      }
    }
    return batch;
  }

  @Override
  public List<Shipment> snapshot(long checkpoint) {
    return waiting.values().stream()
        .map(
            line ->
                new Shipment(
                    Shipment.VERSION,
                    line.key(),
                    line.time(),
                    line.text().getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  /** Does nothing, since lines don't wait for checkpoints. */
  @Override
  public void saved(long checkpoint) {}

  @Override
  public void release() {}

  @Override
  public void restore(Shipment stored) {
    waiting.put(
        number++,
        new Line(stored.name(), stored.time(), new String(stored.bytes(), StandardCharsets.UTF_8)));
  }

  @Override
  public void close() {
    port.close();
  }
}
