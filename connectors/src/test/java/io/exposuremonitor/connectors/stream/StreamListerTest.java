package io.exposuremonitor.connectors.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.stream.StreamException.Kind;
import io.exposuremonitor.connectors.stream.StreamService.ShardPage;
import io.exposuremonitor.connectors.stream.StreamService.StreamList;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.flink.api.connector.source.mocks.MockSplitEnumeratorContext;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // closing a context waits for its threads
class StreamListerTest {
  private static final long INTERVAL = 30_000;

  private final List<Integer> periods = new ArrayList<>();
  private final AtomicLong clock = new AtomicLong();

  @Test
  void skipsPeriodsAfterASlowListing() throws Throwable {
    assertThat(periodsListed(Duration.ofSeconds(10))).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(periodsListed(Duration.ofSeconds(29))).containsExactly(0, 2, 4, 6, 8);
    assertThat(periodsListed(Duration.ofSeconds(60))).containsExactly(0, 5);
  }

  @Test
  void countsFailedListingsByKind() throws Throwable {
    RecordingMetrics metrics = new RecordingMetrics();
    String call = TestingStreams.listingOf("stream");
    try (TestingStreams streams = new TestingStreams();
        MockSplitEnumeratorContext<ShardSplit> context = new MockSplitEnumeratorContext<>(1)) {
      StreamLister lister = lister(context, streams, metrics, clock::get);
      for (Kind kind : List.of(Kind.DENIED, Kind.THROTTLED, Kind.RETRYABLE)) {
        streams.failNext(call, kind, 1);
        lister.list(List.of("stream"));
        context.runNextOneTimeCallable();
      }
    }
    assertThat(metrics.count(StreamMetrics.DENIED_CALLS)).isOne();
    assertThat(metrics.count(StreamMetrics.THROTTLED_READS)).isOne();
    assertThat(metrics.count(StreamMetrics.RETRIED_CALLS)).isOne();
  }

  /** Returns in which of ten periods streams are listed when each listing takes so long. */
  private List<Integer> periodsListed(Duration length) throws Throwable {
    periods.clear();
    try (TestingStreams streams = new TestingStreams();
        MockSplitEnumeratorContext<ShardSplit> context = new MockSplitEnumeratorContext<>(1)) {
      StreamLister lister =
          lister(
              context,
              streams,
              UnregisteredMetricsGroup.createSplitEnumeratorMetricGroup(),
              () -> clock.getAndAdd(length.toNanos()));
      lister.start(INTERVAL);
      for (int i = 0; i < 10; i++) {
        int before = streams.calls("streams");
        context.runPeriodicCallable(0);
        if (streams.calls("streams") > before) {
          periods.add(i);
        }
      }
    }
    return periods;
  }

  private static StreamLister lister(
      MockSplitEnumeratorContext<ShardSplit> context,
      TestingStreams streams,
      MetricGroup metrics,
      LongSupplier nanos) {
    return new StreamLister(
        context,
        new TestingStreamService(streams, new RecordedEvents()),
        new CallCounters(metrics),
        new IgnoringListener(),
        nanos);
  }

  private static final class IgnoringListener implements StreamLister.Listener {
    @Override
    public void streams(StreamList streams) {}

    @Override
    public void page(String stream, ShardPage page, boolean first) {}

    @Override
    public void gone(String stream) {}

    @Override
    public void denied(String stream, String why) {}
  }
}
