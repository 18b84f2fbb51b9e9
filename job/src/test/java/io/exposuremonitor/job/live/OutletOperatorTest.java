package io.exposuremonitor.job.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.output.Line;
import io.exposuremonitor.detectors.measure.DomainMetric;
import io.exposuremonitor.detectors.measure.Sample;
import io.exposuremonitor.job.sample.Samples;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // closing a harness waits for its tasks
class OutletOperatorTest {
  private final AtomicInteger objects = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
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
    boolean fails = failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    if (!fails) {
      objects.incrementAndGet();
    }
    exchange.sendResponseHeaders(fails ? 503 : 200, -1);
    exchange.close();
  }

  private OneInputStreamOperatorTestHarness<Line, Line> harness() throws Exception {
    URI url = URI.create("http://127.0.0.1:" + bucket.getAddress().getPort());
    AwsAccess.Limits usual = AwsAccess.Limits.DEFAULT;
    AwsAccess.Limits oneAttempt =
        new AwsAccess.Limits(
            usual.connect(), usual.attempt(), usual.call(), 1, usual.connections());
    return new OneInputStreamOperatorTestHarness<>(
        new OutletOperator(
            new Outlets.Bucket(
                "bucket", "", AwsAccess.emulator(url, "eu-west-1").within(oneAttempt))));
  }

  private static OneInputStreamOperatorTestHarness<Line, Line> letters(Path folder)
      throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new OutletOperator(new Outlets.Folder(folder.toString(), "dead-letters", true)));
  }

  private OneInputStreamOperatorTestHarness<Line, Line> withCheckpoints() throws Exception {
    return withCheckpoints(harness());
  }

  private static OneInputStreamOperatorTestHarness<Line, Line> withCheckpoints(
      OneInputStreamOperatorTestHarness<Line, Line> harness) {
    harness
        .getEnvironment()
        .getJobConfiguration()
        .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(10));
    return harness;
  }

  private static double counted(
      OneInputStreamOperatorTestHarness<Line, Line> harness, DomainMetric metric) {
    return harness.getSideOutput(Samples.COUNTED).stream()
        .map(StreamRecord::getValue)
        .filter(sample -> sample.metric() == metric)
        .mapToDouble(Sample::value)
        .sum();
  }

  /** Lets the clock run until a condition holds. */
  private static void run(
      OneInputStreamOperatorTestHarness<Line, Line> harness, BooleanSupplier condition)
      throws Exception {
    while (!condition.getAsBoolean()) {
      harness.setProcessingTime(harness.getProcessingTime() + 1_000);
      Thread.sleep(10);
    }
  }

  private static Line line(String text) {
    return new Line("uid", 1_700_000_000_000L, text);
  }

  @Test
  void writesLinesOfFinalCheckpointBeforeTaskEnds() throws Exception {
    try (OneInputStreamOperatorTestHarness<Line, Line> harness = withCheckpoints()) {
      harness.open();
      harness.snapshot(1, 1);
      harness.processElement(line("{}"), 2);
      harness.getOperator().finish();
      int samples = harness.getSideOutput(Samples.COUNTED).size();
      harness.notifyOfCompletedCheckpoint(1);
      assertThat(objects).as("the line is in no completed checkpoint yet").hasValue(0);

      harness.snapshot(2, 3);
      harness.notifyOfCompletedCheckpoint(2);
      assertThat(objects).hasValue(1);
      assertThat(harness.getSideOutput(Samples.COUNTED))
          .as("nothing may be emitted after the end of the output")
          .hasSize(samples);
    }
  }

  @Test
  @Timeout(60)
  void writesLinesOfLastCheckpointAfterRestart() throws Exception {
    OperatorSubtaskState state;
    try (OneInputStreamOperatorTestHarness<Line, Line> harness = withCheckpoints()) {
      harness.open();
      harness.processElement(line("{}"), 1);
      state = harness.snapshot(1, 1);
    }
    assertThat(objects).hasValue(0);
    try (OneInputStreamOperatorTestHarness<Line, Line> restarted = withCheckpoints()) {
      restarted.initializeState(state);
      restarted.open();
      run(restarted, () -> counted(restarted, DomainMetric.OUTPUT_DELIVERED) > 0);
      assertThat(objects).hasValue(1);
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .as("threads of the closed outlets")
        .noneMatch(thread -> thread.isAlive() && thread.getName().startsWith("output-s3"));
  }

  @Test
  @Timeout(60)
  void countsWhatWaitsAndWhatIsTriedAgain() throws Exception {
    failures.set(2);
    try (OneInputStreamOperatorTestHarness<Line, Line> harness = withCheckpoints()) {
      harness.open();
      harness.processElement(line("{}"), 1);
      run(harness, () -> counted(harness, DomainMetric.OUTPUT_WAITING) > 0);
      harness.snapshot(1, 1);
      harness.notifyOfCompletedCheckpoint(1);
      run(harness, () -> counted(harness, DomainMetric.OUTPUT_DELIVERED) > 0);
      assertThat(counted(harness, DomainMetric.OUTPUT_RETRIED)).isEqualTo(2);
      assertThat(counted(harness, DomainMetric.OUTPUT_REFUSED)).isZero();
    }
  }

  /** Otherwise an outage of the bucket would cost any amount of memory. */
  @Test
  @Timeout(60)
  void takesNoMoreLinesWhileOutletIsFull() throws Exception {
    try (OneInputStreamOperatorTestHarness<Line, Line> harness = harness()) {
      harness.open();
      StringBuilder incompressible = new StringBuilder();
      new SplittableRandom(1)
          .ints(9 * 1024 * 1024, 0x4000, 0xD000)
          .forEach(character -> incompressible.append((char) character));
      harness.processElement(line(incompressible.toString()), 1);
      assertThat(objects).as("written before the next line is taken").hasValue(1);
    }
  }

  /** Detection matters more than a list of what could not be read. */
  @Test
  @Timeout(60)
  void dropsDeadLettersRatherThanBlockTheJob(@TempDir Path folder) throws Exception {
    Path letters = Files.writeString(folder.resolve("letters"), "in the way");
    try (OneInputStreamOperatorTestHarness<Line, Line> harness = letters(letters)) {
      harness.open();
      String large = "x".repeat(8 * 1024 * 1024);
      harness.processElement(line(large), 1);
      harness.processElement(line(large), 1);
      assertThat(counted(harness, DomainMetric.OUTPUT_REFUSED)).isZero();
      harness.processElement(line("one"), 1);
      harness.processElement(line("another"), 1);
      run(harness, () -> counted(harness, DomainMetric.OUTPUT_RETRIED) > 0);
      assertThat(counted(harness, DomainMetric.OUTPUT_REFUSED)).isEqualTo(2);

      Files.delete(letters);
      run(harness, () -> counted(harness, DomainMetric.OUTPUT_DELIVERED) == 2);
      harness.processElement(line("{}"), 1);
      harness.getOperator().finish();
      assertThat(counted(harness, DomainMetric.OUTPUT_REFUSED)).isEqualTo(2);
      try (Stream<Path> files = Files.walk(letters)) {
        assertThat(files.filter(Files::isRegularFile)).as("the three that were taken").hasSize(3);
      }
    }
  }

  @Test
  void writesLinesOfTheSavepointWithWhichItIsStopped(@TempDir Path folder) throws Exception {
    try (OneInputStreamOperatorTestHarness<Line, Line> harness = withCheckpoints(letters(folder))) {
      harness.open();
      harness.processElement(line("{}"), 1);
      harness.snapshot(1, 1);
      harness.notifyOfCompletedCheckpoint(1);
    }
    assertThat(OutputLines.in(folder)).hasSize(1);
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
