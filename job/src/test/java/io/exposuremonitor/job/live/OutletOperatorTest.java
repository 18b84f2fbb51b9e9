package io.exposuremonitor.job.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.output.Line;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // closing a harness waits for its tasks
class OutletOperatorTest {
  private final AtomicInteger objects = new AtomicInteger();
  private HttpServer bucket;

  @BeforeEach
  void startBucket() throws IOException {
    bucket = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    bucket.createContext("/", this::handle);
    bucket.start();
  }

  @AfterEach
  void stopBucket() {
    bucket.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    objects.incrementAndGet();
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private OneInputStreamOperatorTestHarness<Line, Line> harness() throws Exception {
    URI url = URI.create("http://127.0.0.1:" + bucket.getAddress().getPort());
    return new OneInputStreamOperatorTestHarness<>(
        new OutletOperator(new Outlets.Bucket("bucket", "", AwsAccess.emulator(url, "eu-west-1"))));
  }

  private static Line line(String text) {
    return new Line("uid", 1_700_000_000_000L, text);
  }

  @Test
  void writesLinesOfFinalCheckpointBeforeTaskEnds() throws Exception {
    try (OneInputStreamOperatorTestHarness<Line, Line> harness = harness()) {
      harness
          .getEnvironment()
          .getJobConfiguration()
          .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(10));
      harness.open();
      harness.snapshot(1, 1);
      harness.processElement(line("{}"), 2);
      harness.getOperator().finish();
      harness.notifyOfCompletedCheckpoint(1);
      assertThat(objects).as("the line is in no completed checkpoint yet").hasValue(0);

      harness.snapshot(2, 3);
      harness.notifyOfCompletedCheckpoint(2);
      assertThat(objects).hasValue(1);
    }
  }

  @Test
  void writesLinesAtEndOfInputWithoutCheckpoints() throws Exception {
    try (OneInputStreamOperatorTestHarness<Line, Line> harness = harness()) {
      harness.open();
      harness.processElement(line("{}"), 1);
      harness.getOperator().finish();
      assertThat(objects).hasValue(1);
    }
  }
}
