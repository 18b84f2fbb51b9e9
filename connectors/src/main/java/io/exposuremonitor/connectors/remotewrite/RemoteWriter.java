package io.exposuremonitor.connectors.remotewrite;

import io.exposuremonitor.connectors.failure.Backoff;
import io.exposuremonitor.connectors.failure.FailureLog;
import io.exposuremonitor.connectors.thread.DaemonThreads;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes samples to a receiver. Adding never blocks: at most {@value #MAX_WAITING} samples wait,
 * and at the bound the oldest are dropped and counted. One thread writes one batch after the other,
 * so that the samples of a series stay in order; a batch that fails temporarily is retried for as
 * long as it takes, with growing, jittered pauses, or as the receiver asks.
 */
public final class RemoteWriter implements AutoCloseable {
  /** Samples per request: with labels well under the megabyte that AWS accepts. */
  static final int BATCH = 1_000;

  /** Samples that may wait: more than a quarter of an hour of a large monitor, some 50 MB. */
  static final int MAX_WAITING = 200_000;

  private static final Logger LOG = LoggerFactory.getLogger(RemoteWriter.class);
  private static final Backoff RETRIES = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
  private static final long CLOSE_MILLIS = 2_000;

  private final Receiver receiver;
  private final Backoff retries;
  private final WriteQueue queue;
  private final RandomGenerator random = new SplittableRandom();
  private final FailureLog failures = new FailureLog(LOG);
  private final Counter written;
  private final Counter known;
  private final Counter overflowed;
  private final Counter refused;
  private final Counter broken;
  private final Counter uncollected;
  private final Counter retried;
  private final Thread thread = DaemonThreads.named("remote-write").newThread(this::run);
  private volatile int inFlight;
  private String lastRefusal = "";

  /**
   * Checks the values of headers that are in this process's environment, for a job that runs in it.
   *
   * @param headers by name: where the value is kept
   * @throws IllegalArgumentException when one is missing
   */
  public static void checkHeaders(Map<String, String> headers) {
    HttpReceiver.checkHeaders(headers);
  }

  /** Starts a writer as configured; may call AWS Secrets Manager. */
  public static RemoteWriter open(RemoteWriteSettings settings, MetricGroup group) {
    return new RemoteWriter(
        new HttpReceiver(settings, Clock.systemUTC()), RETRIES, MAX_WAITING, group);
  }

  RemoteWriter(Receiver receiver, Backoff retries, int mostWaiting, MetricGroup group) {
    this.receiver = receiver;
    this.retries = retries;
    queue = new WriteQueue(mostWaiting);
    written = counter(group, RemoteWriteMetrics.SAMPLES);
    known = counter(group, RemoteWriteMetrics.KNOWN_SAMPLES);
    overflowed = dropped(group, "overflow");
    refused = dropped(group, "refused");
    broken = dropped(group, "failed");
    uncollected = counter(group, RemoteWriteMetrics.FAILED_COLLECTIONS);
    retried = counter(group, RemoteWriteMetrics.RETRIES);
    group.gauge(
        RemoteWriteMetrics.WAITING_SAMPLES, (Gauge<Integer>) () -> queue.waiting() + inFlight);
    thread.start();
  }

  private static Counter counter(MetricGroup group, String name) {
    return group.counter(name, new ThreadSafeSimpleCounter());
  }

  private static Counter dropped(MetricGroup group, String reason) {
    return counter(
        group.addGroup(RemoteWriteMetrics.REASON, reason), RemoteWriteMetrics.DROPPED_SAMPLES);
  }

  /** Adds samples, no two of one series; for one thread. */
  public void add(List<TimeSeries> samples) {
    for (int from = 0; from < samples.size(); from += BATCH) {
      List<TimeSeries> batch =
          List.copyOf(samples.subList(from, Math.min(samples.size(), from + BATCH)));
      overflowed.inc(queue.add(batch));
    }
  }

  /**
   * The samples could not be collected, which is counted and logged; on any thread.
   *
   * @param failure of which the kind is logged, and not the message
   */
  public void missed(Throwable failure) {
    uncollected.inc();
    failures.failed("metrics could not be collected for remote write: " + kind(failure));
  }

  private static String kind(Throwable failure) {
    return failure.getClass().getSimpleName();
  }

  private void run() {
    try {
      List<TimeSeries> batch = queue.take();
      while (batch != null) {
        inFlight = batch.size();
        writeOrDrop(batch);
        inFlight = 0;
        batch = queue.take();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Any failure costs its batch only: without this thread nothing would be written any more. */
  private void writeOrDrop(List<TimeSeries> batch) throws InterruptedException {
    try {
      write(batch);
    } catch (RuntimeException | Error failed) {
      broken.inc(batch.size());
      tellRefusal("remote write: " + kind(failed));
    }
  }

  private void write(List<TimeSeries> batch) throws InterruptedException {
    byte[] body = WriteRequest.body(batch);
    for (int attempt = 1; ; attempt++) {
      Receiver.Answer answer = receiver.write(body);
      switch (answer.outcome()) {
        case WRITTEN, KNOWN -> {
          written.inc(batch.size());
          known.inc(answer.outcome() == Receiver.Outcome.KNOWN ? batch.size() : 0);
          return;
        }
        case REFUSED -> {
          refused.inc(batch.size());
          tellRefusal(answer.detail());
          return;
        }
        case RETRY -> {
          if (Thread.currentThread().isInterrupted()) {
            return;
          }
          retried.inc();
          failures.failed(answer.detail());
          Duration asked = answer.pause();
          Thread.sleep((asked == null ? retries.pause(attempt, random) : asked).toMillis());
        }
      }
    }
  }

  /** Logs each kind of refusal once; the metrics count them. */
  private void tellRefusal(String detail) {
    if (!detail.equals(lastRefusal)) {
      LOG.error("{}; samples are given up. Look at metrics.remote-write", detail);
    }
    lastRefusal = detail;
  }

  /** Waiting samples are dropped: the next run writes the values of then. */
  @Override
  public void close() {
    queue.close();
    thread.interrupt();
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    receiver.close();
  }
}
