package io.exposuremonitor.connectors.kinesis;

import java.time.Duration;

class FakeKinesisTest extends KinesisContract {
  private final TestClock clock = new TestClock();

  @Override
  KinesisStreams streams() {
    var kinesis = new FakeKinesis(clock);
    // Small, so that several pages and calls are needed.
    kinesis.shardsInOnePage = 2;
    kinesis.recordsInOneCall = 2;
    return kinesis;
  }

  @Override
  void tick() {
    clock.advance(Duration.ofSeconds(1));
  }
}
