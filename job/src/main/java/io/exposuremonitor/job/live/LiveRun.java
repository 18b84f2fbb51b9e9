package io.exposuremonitor.job.live;

import io.exposuremonitor.job.engine.EmbeddedEngine;
import io.exposuremonitor.job.engine.StateFolder;
import io.exposuremonitor.job.engine.TemporaryFolder;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A monitor on the engine inside this process, until it is stopped. An orderly stop writes a
 * savepoint, so that the next run repeats nothing; after any other end it goes on from the last
 * checkpoint.
 */
public final class LiveRun {
  private static final Logger LOG = LoggerFactory.getLogger(LiveRun.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

  private final Consumer<StreamExecutionEnvironment> graph;
  private final int parallelism;
  private final StateFolder state;
  private final Duration checkpointInterval;

  /**
   * @param graph adds what runs to an environment
   * @param parallelism number of subtasks
   * @param state where checkpoints are kept
   * @param checkpointInterval how often
   */
  public LiveRun(
      Consumer<StreamExecutionEnvironment> graph,
      int parallelism,
      StateFolder state,
      Duration checkpointInterval) {
    this.graph = graph;
    this.parallelism = parallelism;
    this.state = state;
    this.checkpointInterval = checkpointInterval;
  }

  /** Runs until the JVM is asked to end, or the job fails for good. */
  public void run() throws Exception {
    try (TemporaryFolder temporary = TemporaryFolder.create()) {
      StreamExecutionEnvironment environment =
          EmbeddedEngine.live(parallelism, temporary.path(), state, checkpointInterval);
      graph.accept(environment);
      JobClient client = environment.executeAsync("exposure-monitor");
      Thread stop = new Thread(() -> stop(client), "stop");
      Runtime.getRuntime().addShutdownHook(stop);
      client.getJobExecutionResult().get();
    } catch (ExecutionException ended) {
      if (!(ended.getCause() instanceof CancellationException)) {
        throw ended;
      }
    }
  }

  /** When no savepoint can be had, the last checkpoint is what the next run goes on from. */
  private void stop(JobClient client) {
    try {
      client
          .stopWithSavepoint(false, state.savepoints(), SavepointFormatType.NATIVE)
          .get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | IllegalStateException noSavepoint) {
      LOG.warn("stopped without a savepoint: {}", noSavepoint.toString());
    }
  }
}
