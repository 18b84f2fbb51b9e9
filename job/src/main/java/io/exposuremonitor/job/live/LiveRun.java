package io.exposuremonitor.job.live;

import io.exposuremonitor.job.engine.EmbeddedEngine;
import io.exposuremonitor.job.engine.StateFolder;
import io.exposuremonitor.job.engine.TemporaryFolder;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a monitor on the engine within this process until it is stopped. An orderly stop writes a
 * savepoint, so that the next run repeats nothing; after any other end the next run resumes from
 * the last checkpoint.
 */
public final class LiveRun {
  private static final Logger LOG = LoggerFactory.getLogger(LiveRun.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
  private static final Duration CLEANING_LIMIT = Duration.ofSeconds(10);
  private static final Duration OUTPUT_CHECK = Duration.ofSeconds(1);

  private final Consumer<StreamExecutionEnvironment> graph;
  private final int parallelism;
  private final StateFolder state;
  private final Duration checkpointInterval;

  /**
   * @param graph adds the job to an environment
   * @param parallelism number of subtasks
   * @param state where checkpoints are kept
   * @param checkpointInterval time between two checkpoints
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

  /**
   * Runs until the JVM is requested to stop, standard output can't be written, or the job fails
   * permanently.
   */
  public void run() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (TemporaryFolder temporary = TemporaryFolder.create()) {
      StreamExecutionEnvironment environment =
          EmbeddedEngine.live(parallelism, temporary.path(), state, checkpointInterval);
      graph.accept(environment);
      JobClient client = environment.executeAsync("exposure-monitor");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(client, over), "stop"));
      await(client);
    } catch (ExecutionException ended) {
      if (!(ended.getCause() instanceof CancellationException)) {
        throw ended;
      }
    } finally {
      over.countDown();
    }
  }

  /**
   * Waits for the end. When standard output breaks, findings can't be read any more, so the job is
   * stopped in an orderly way.
   */
  private void await(JobClient client) throws Exception {
    CompletableFuture<JobExecutionResult> result = client.getJobExecutionResult();
    while (!System.out.checkError()) {
      try {
        result.get(OUTPUT_CHECK.toMillis(), TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException running) {
        // It is time to check standard output again.
      }
    }
    stop(client);
  }

  /** Stops the job on JVM shutdown, and leaves time for temporary files to be deleted. */
  private void stop(JobClient client, CountDownLatch over) {
    if (over.getCount() == 0) {
      return;
    }
    stop(client);
    try {
      over.await(CLEANING_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Without a savepoint, the next run resumes from the last checkpoint. */
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
