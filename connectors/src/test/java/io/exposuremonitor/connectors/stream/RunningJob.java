package io.exposuremonitor.connectors.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.shard.ReadHistory;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;

/**
 * A job that reads {@link TestingStreams} in a mini cluster and can be observed and made to fail.
 */
final class RunningJob implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Map<String, Watch> WATCHES = new ConcurrentHashMap<>();

  private final String id;
  private final JobClient client;
  private boolean ended;

  private RunningJob(String id, JobClient client) {
    this.id = id;
    this.client = client;
  }

  /** What a test observes of a job. */
  static final class Watch {
    final List<String> elements = new CopyOnWriteArrayList<>();
    final List<WeakReference<String>> emitted = new CopyOnWriteArrayList<>();
    final Map<Integer, AtomicInteger> starts = new ConcurrentHashMap<>();
    final Map<Integer, AtomicInteger> failures = new ConcurrentHashMap<>();
    final AtomicInteger failingStarts = new AtomicInteger();
    final AtomicInteger checkpoints = new AtomicInteger();
    volatile long watermark = Long.MIN_VALUE;
  }

  static ShardedStreamSettings.Builder fast(ShardedStreamSettings.Start start) {
    Duration tick = Duration.ofMillis(2);
    return ShardedStreamSettings.from(start)
        .discoveryInterval(Duration.ofMillis(50))
        .chunkRecords(3)
        .pace(
            new ReadPace.Settings(
                tick,
                Duration.ofMillis(10),
                tick,
                Duration.ofMinutes(1),
                tick,
                tick,
                Duration.ofMillis(20)));
  }

  static RunningJob start(
      TestingStreams streams, ShardedStreamSettings settings, int parallelism, int restarts)
      throws Exception {
    return start(streams, settings, parallelism, restarts, new Watch());
  }

  static RunningJob start(
      TestingStreams streams,
      ShardedStreamSettings settings,
      int parallelism,
      int restarts,
      Watch watch)
      throws Exception {
    return start(streams, settings, parallelism, restarts, watch, null);
  }

  /** Resumes from a savepoint and keeps the earlier observations. */
  static RunningJob resume(
      TestingStreams streams,
      ShardedStreamSettings settings,
      int parallelism,
      Watch watch,
      String savepoint)
      throws Exception {
    return start(streams, settings, parallelism, 0, watch, savepoint);
  }

  private static RunningJob start(
      TestingStreams streams,
      ShardedStreamSettings settings,
      int parallelism,
      int restarts,
      Watch watch,
      String savepoint)
      throws Exception {
    String id = UUID.randomUUID().toString();
    WATCHES.put(id, watch);
    Configuration configuration = new Configuration();
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY, restarts == 0 ? "none" : "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, restarts);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(50));
    if (savepoint != null) {
      configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    StreamExecutionEnvironment job =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    job.setParallelism(parallelism);
    job.getConfig().setAutoWatermarkInterval(20);
    job.fromSource(
            new ShardedStreamSource<>(streams.factory(), new TestingDecoder(), settings),
            WatermarkStrategy.forMonotonousTimestamps(),
            "streams")
        .uid("streams")
        .map(new Probe(id))
        .process(new WatermarkProbe(id))
        .sinkTo(new DiscardingSink<>());
    return new RunningJob(id, job.executeAsync("streams"));
  }

  /** Starts a job whose watermark is observed after its subtasks are joined. */
  static RunningJob startJoined(TestingStreams streams, ShardedStreamSettings settings)
      throws Exception {
    String id = UUID.randomUUID().toString();
    WATCHES.put(id, new Watch());
    StreamExecutionEnvironment job = StreamExecutionEnvironment.getExecutionEnvironment();
    job.setParallelism(2);
    job.getConfig().setAutoWatermarkInterval(20);
    job.fromSource(
            new ShardedStreamSource<>(streams.factory(), new TestingDecoder(), settings),
            WatermarkStrategy.forMonotonousTimestamps(),
            "streams")
        .rebalance()
        .process(new WatermarkProbe(id))
        .setParallelism(1)
        .sinkTo(new DiscardingSink<>())
        .setParallelism(1);
    return new RunningJob(id, job.executeAsync("streams"));
  }

  Watch watch() {
    return WATCHES.get(id);
  }

  /** Makes a subtask fail on its next element. */
  void failOnNextElement(int subtask) {
    watch().failures.computeIfAbsent(subtask, any -> new AtomicInteger()).incrementAndGet();
  }

  List<ReadHistory.Read> reads() {
    return TestingDecoder.reads(watch().elements);
  }

  /** Waits until so many distinct records were emitted. */
  void awaitRecords(int count) {
    await("records", () -> reads().stream().distinct().count() >= count);
  }

  /** Waits until a checkpoint that began after now is complete. */
  void awaitCheckpoint() {
    int now = watch().checkpoints.get();
    await("a checkpoint", () -> watch().checkpoints.get() >= now + 2);
  }

  void awaitElement(String element) {
    await(element, () -> watch().elements.contains(element));
  }

  void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime())
          .as("waiting for %s; so far %s", what, watch().elements)
          .isLessThan(deadline);
      LockSupport.parkNanos(2_000_000);
    }
  }

  /** Waits until the job fails for good and returns the cause. */
  Throwable awaitFailure() throws Exception {
    try {
      client.getJobExecutionResult().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      ended = true;
      return failed.getCause();
    }
    throw new AssertionError("the job ended well");
  }

  /** Stops the job with a savepoint and returns its path. */
  String stop(Path folder) throws Exception {
    // A savepoint is refused while a task is starting; a checkpoint shows that all are running.
    int before = watch().checkpoints.get();
    await("all tasks", () -> watch().checkpoints.get() > before);
    String savepoint =
        client
            .stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    ended = true;
    return savepoint;
  }

  @Override
  public void close() {
    if (!ended) {
      client.cancel().orTimeout(30, TimeUnit.SECONDS).join();
    }
    WATCHES.remove(id);
  }

  private static final class Probe extends RichMapFunction<String, String>
      implements CheckpointListener {
    private static final long serialVersionUID = 1L;
    private final String id;
    private int subtask;

    Probe(String id) {
      this.id = id;
    }

    @Override
    public void open(OpenContext context) {
      subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
      Watch watch = WATCHES.get(id);
      watch.starts.computeIfAbsent(subtask, any -> new AtomicInteger()).incrementAndGet();
      if (watch.failingStarts.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new IllegalStateException("scripted failure at the start");
      }
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
      Watch watch = WATCHES.get(id);
      if (subtask == 0 && watch != null) {
        watch.checkpoints.incrementAndGet();
      }
    }

    @Override
    public String map(String element) {
      Watch watch = WATCHES.get(id);
      AtomicInteger failures = watch.failures.get(subtask);
      if (failures != null && failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new IllegalStateException("scripted failure");
      }
      if (!element.isEmpty()) {
        watch.elements.add(String.valueOf(element.toCharArray()));
        watch.emitted.add(new WeakReference<>(element));
      }
      return element;
    }
  }

  private static final class WatermarkProbe extends ProcessFunction<String, String> {
    private static final long serialVersionUID = 1L;
    private final String id;

    WatermarkProbe(String id) {
      this.id = id;
    }

    @Override
    public void processElement(String element, Context context, Collector<String> out) {
      Watch watch = WATCHES.get(id);
      if (watch != null) {
        watch.watermark = Math.max(watch.watermark, context.timerService().currentWatermark());
      }
      out.collect(element);
    }
  }
}
