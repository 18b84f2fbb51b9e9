package io.exposuremonitor.connectors.dynamodbstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.aws.TokenBucket;
import io.exposuremonitor.connectors.stream.RecordedEvents;
import io.exposuremonitor.connectors.stream.StreamException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final long SECOND = 1_000_000_000;

  private long now;

  @Property(tries = 200)
  void limitsCallsPerSecondToBurstAndRate(
      @ForAll @DoubleRange(min = 0.5, max = 20) double rate,
      @ForAll @Size(max = 60) List<@LongRange(min = 0, max = 2 * SECOND) Long> idle)
      throws InterruptedException {
    var bucket = new TokenBucket(rate, () -> now, nanos -> now += nanos);
    var taken = new ArrayList<Long>();
    for (long pause : idle) {
      now += pause;
      bucket.take();
      taken.add(now);
    }

    double limit = Math.max(1, rate) + rate;
    for (long from : taken) {
      long within = taken.stream().filter(at -> at >= from && at < from + SECOND).count();
      assertThat((double) within).isLessThanOrEqualTo(limit + 1e-6);
    }
  }

  @Test
  void waitsNoLongerThanNecessary() throws InterruptedException {
    var bucket = new TokenBucket(5, () -> now, nanos -> now += nanos);

    for (int i = 0; i < 25; i++) {
      bucket.take();
    }

    // Five at once, then five a second.
    assertThat(now).isBetween(4 * SECOND, 4 * SECOND + 100);
  }

  @Test
  void discoveryStaysWithinAccountRates() throws StreamException {
    var fake = new FakeStreams();
    fake.pageSize = 1;
    String table = fake.create("ledger", true, Map.of());
    for (int i = 0; i < 50; i++) {
      fake.roll();
    }
    var settings =
        DynamoDbStreamsSettings.of(AwsAccess.DEFAULT, new TableSelection.Listed(List.of(table)));
    var paced = new PacedStreamsApi(fake, settings.rates(), () -> now, nanos -> now += nanos);
    var service = new DynamoDbStreamsService(paced, settings, fake.clock(), new RecordedEvents());

    StreamReading.shards(service, service.streams().found().get(0).arn());

    assertThat(fake.calls("describeStream")).isEqualTo(51);
    assertThat(now).isGreaterThanOrEqualTo((51 - 5) / 5 * SECOND);
  }

  @Test
  void interruptEndsWaitAndStaysSet() {
    var fake = new FakeStreams();
    var rates = DynamoDbStreamsSettings.Rates.DEFAULT;
    TokenBucket.Pause interrupted =
        nanos -> {
          throw new InterruptedException();
        };
    var paced = new PacedStreamsApi(fake, rates, () -> 0, interrupted);
    var lister = new ShardLister(paced);
    fake.create("ledger", true, Map.of());
    String stream = fake.describeTable("ledger").latestStreamArn();

    assertThatExceptionOfType(StreamException.class)
        .isThrownBy(
            () -> {
              for (int i = 0; i < 10; i++) {
                lister.page(stream, null);
              }
            })
        .matches(e -> e.kind() == StreamException.Kind.RETRYABLE);
    assertThat(Thread.interrupted()).isTrue();
  }
}
