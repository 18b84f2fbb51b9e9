package io.exposuremonitor.connectors.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.failure.Backoff;
import io.exposuremonitor.connectors.remotewrite.Receiver.Answer;
import io.exposuremonitor.connectors.remotewrite.Receiver.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RemoteWriterTest {
  private static final Backoff SHORT = new Backoff(Duration.ofMillis(2), Duration.ofMillis(4));
  private static final Answer WRITTEN = new Answer(Outcome.WRITTEN, "HTTP 204", null);

  private final Metrics metrics = new Metrics("");
  private final ScriptedReceiver receiver = new ScriptedReceiver();
  private final RemoteWriter writer = new RemoteWriter(receiver, SHORT, 10_000, metrics);

  /** Returns the scripted answers, then reports everything as written. */
  private static final class ScriptedReceiver implements Receiver {
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final List<List<TimeSeries>> accepted = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch called = new CountDownLatch(1);
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile boolean broken;
    private volatile boolean buggy;
    private volatile boolean closed;
    private volatile Thread caller = Thread.currentThread();

    @Override
    public Answer write(byte[] body) {
      caller = Thread.currentThread();
      called.countDown();
      if (broken) {
        throw new NoClassDefFoundError();
      }
      if (buggy) {
        throw new IllegalStateException();
      }
      try {
        gate.await();
        Answer next = answers.poll();
        Answer answer = next == null ? WRITTEN : next;
        if (answer.outcome() == Outcome.WRITTEN || answer.outcome() == Outcome.KNOWN) {
          accepted.add(WriteRequests.read(body));
        }
        return answer;
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return new Answer(Outcome.RETRY, "stopped", null);
      } catch (IOException malformed) {
        throw new UncheckedIOException(malformed);
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** A metric group that exposes its metrics to the test. */
  private static final class Metrics extends UnregisteredMetricsGroup {
    private final String prefix;
    private final Map<String, Counter> counters;
    private final Map<String, Gauge<?>> gauges;

    Metrics(String prefix) {
      this(prefix, new HashMap<>(), new HashMap<>());
    }

    private Metrics(String prefix, Map<String, Counter> counters, Map<String, Gauge<?>> gauges) {
      this.prefix = prefix;
      this.counters = counters;
      this.gauges = gauges;
    }

    @Override
    public <C extends Counter> C counter(String name, C counter) {
      counters.put(prefix + name, counter);
      return counter;
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
      gauges.put(prefix + name, gauge);
      return gauge;
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
      return new Metrics(value + '/', counters, gauges);
    }

    long count(String name) {
      Counter counter = counters.get(name);
      assertThat(counter).as(name).isNotNull();
      return counter.getCount();
    }
  }

  @AfterEach
  void close() {
    writer.close();
  }

  @Test
  void writesInBatchesInOrder() throws InterruptedException {
    writer.add(samples(2_500, 1));
    writer.add(samples(1, 2));
    await(RemoteWriteMetrics.SAMPLES, 2_501);

    assertThat(receiver.accepted).extracting(List::size).containsExactly(1_000, 1_000, 500, 1);
    assertThat(receiver.accepted.get(3)).isEqualTo(samples(1, 2));
    while (!waiting().equals(0)) {
      TimeUnit.MILLISECONDS.sleep(2);
    }
  }

  @Test
  void retriesUntilAcceptedAndKeepsTheOrder() throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      receiver.answers.add(new Answer(Outcome.RETRY, "HTTP 500", null));
    }
    receiver.answers.add(new Answer(Outcome.RETRY, "HTTP 429", Duration.ofMillis(5)));
    writer.add(samples(3, 1));
    writer.add(samples(3, 2));
    await(RemoteWriteMetrics.SAMPLES, 6);

    assertThat(receiver.accepted).containsExactly(samples(3, 1), samples(3, 2));
    assertThat(metrics.count(RemoteWriteMetrics.RETRIES)).isEqualTo(6);
  }

  @Test
  void waitsAsLongAsReceiverAsks() throws InterruptedException {
    Backoff forever = new Backoff(Duration.ofHours(1), Duration.ofHours(1));
    receiver.answers.add(new Answer(Outcome.RETRY, "HTTP 429", Duration.ofMillis(5)));
    try (RemoteWriter patient = new RemoteWriter(receiver, forever, 10_000, metrics)) {
      patient.add(samples(3, 1));
      await(RemoteWriteMetrics.SAMPLES, 3);
    }

    assertThat(receiver.accepted).hasSize(1);
  }

  @Test
  void waitsLongerWithEachRetry() throws InterruptedException {
    Backoff doubling = new Backoff(Duration.ofMillis(1), Duration.ofHours(1));
    for (int i = 0; i < 9; i++) {
      receiver.answers.add(new Answer(Outcome.RETRY, "HTTP 500", null));
    }
    long start = System.nanoTime();
    try (RemoteWriter polite = new RemoteWriter(receiver, doubling, 10_000, metrics)) {
      polite.add(samples(3, 1));
      await(RemoteWriteMetrics.SAMPLES, 3);
    }

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .as("at least half of 1 + 2 + 4 and so on to 256 milliseconds")
        .isGreaterThan(Duration.ofMillis(250));
  }

  @Test
  void countsKnownSamplesAsWritten() throws InterruptedException {
    receiver.answers.add(new Answer(Outcome.KNOWN, "HTTP 400", null));
    writer.add(samples(3, 1));
    writer.add(samples(2, 2));
    await(RemoteWriteMetrics.SAMPLES, 5);

    assertThat(metrics.count(RemoteWriteMetrics.KNOWN_SAMPLES)).isEqualTo(3);
    assertThat(metrics.count("refused/" + RemoteWriteMetrics.DROPPED_SAMPLES)).isZero();
  }

  @Test
  void countsRefusedBatchAndWritesTheNext() throws InterruptedException {
    receiver.answers.add(new Answer(Outcome.REFUSED, "HTTP 403", null));
    writer.add(samples(3, 1));
    writer.add(samples(2, 2));
    await(RemoteWriteMetrics.SAMPLES, 2);

    assertThat(metrics.count("refused/" + RemoteWriteMetrics.DROPPED_SAMPLES)).isEqualTo(3);
    assertThat(receiver.accepted).containsExactly(samples(2, 2));
  }

  @Test
  void dropsBatchOnUnexpectedErrorAndWritesTheNext() throws InterruptedException {
    receiver.broken = true;
    writer.add(samples(3, 1));
    await("failed/" + RemoteWriteMetrics.DROPPED_SAMPLES, 3);
    receiver.buggy = true;
    receiver.broken = false;
    writer.add(samples(4, 1));
    await("failed/" + RemoteWriteMetrics.DROPPED_SAMPLES, 7);
    receiver.buggy = false;
    writer.add(samples(2, 2));
    await(RemoteWriteMetrics.SAMPLES, 2);

    assertThat(receiver.accepted).containsExactly(samples(2, 2));
  }

  @Test
  void countsFailedCollections() {
    writer.missed(new OutOfMemoryError());

    assertThat(metrics.count(RemoteWriteMetrics.FAILED_COLLECTIONS)).isOne();
  }

  @Test
  void dropsOldestSamplesWithoutBlockingWhenReceiverHangs() throws InterruptedException {
    receiver.gate = new CountDownLatch(1);
    writer.add(samples(10, 0));
    receiver.called.await();
    for (int i = 1; i <= 30; i++) {
      writer.add(samples(1_000, i));
    }

    assertThat(waiting()).as("samples in flight plus a full queue").isEqualTo(10_010);
    assertThat(metrics.count("overflow/" + RemoteWriteMetrics.DROPPED_SAMPLES)).isEqualTo(20_000);

    receiver.gate.countDown();
    await(RemoteWriteMetrics.SAMPLES, 10_010);
    assertThat(receiver.accepted.get(0)).isEqualTo(samples(10, 0));
    assertThat(receiver.accepted.get(1))
        .as("the newest ten batches are kept")
        .isEqualTo(samples(1_000, 21));
  }

  @Test
  void closesWhileReceiverHangs() throws InterruptedException {
    receiver.gate = new CountDownLatch(1);
    writer.add(samples(10, 0));
    receiver.called.await();

    writer.close();

    assertThat(receiver.accepted).isEmpty();
    assertThat(receiver.closed).isTrue();
  }

  /** A receiver may ask for minutes; meanwhile the job may have been started anew. */
  @Test
  void writesNoMoreOnceItIsClosedDuringPause() throws InterruptedException {
    receiver.answers.add(new Answer(Outcome.RETRY, "HTTP 429", Duration.ofHours(1)));
    writer.add(samples(10, 0));
    await(RemoteWriteMetrics.RETRIES, 1);

    writer.close();

    receiver.caller.join(10_000);
    assertThat(receiver.caller.isAlive()).isFalse();
    assertThat(receiver.accepted).isEmpty();
  }

  private Object waiting() {
    return metrics.gauges.get(RemoteWriteMetrics.WAITING_SAMPLES).getValue();
  }

  private static List<TimeSeries> samples(int count, long time) {
    return IntStream.range(0, count).mapToObj(i -> WriteRequests.sample("m" + i, i, time)).toList();
  }

  private void await(String counter, long count) throws InterruptedException {
    while (metrics.count(counter) < count) {
      TimeUnit.MILLISECONDS.sleep(2);
    }
  }
}
