package io.exposuremonitor.job.replay;

import io.exposuremonitor.connectors.file.BoundedFiles;
import io.exposuremonitor.job.element.DecodedBatch;
import io.exposuremonitor.job.engine.EmbeddedEngine;
import io.exposuremonitor.job.intake.CloudTrailFiles;
import io.exposuremonitor.job.operator.MonitorSettings;
import io.exposuremonitor.job.topology.DecoderFactory;
import io.exposuremonitor.job.topology.HashSecret;
import io.exposuremonitor.job.topology.MonitorTopology;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/** A single bounded run over files. */
final class ReplayJob {
  private static final long POLL_MILLIS = 250;

  private final MonitorSettings settings;
  private final int parallelism;

  ReplayJob(MonitorSettings settings, int parallelism) {
    this.settings = settings;
    this.parallelism = parallelism;
  }

  /**
   * Runs to the end of the input.
   *
   * @param files what to read
   * @param temporary a directory for spilling, for this run alone
   * @param output receives findings and skipped inputs as they come, on the calling thread
   * @param progress receives the progress a few times a second, on a thread of its own that ends
   *     before this method returns
   * @return the final counts
   */
  ReplayCounts run(
      InputFiles files,
      Path temporary,
      Consumer<ReplayOutput> output,
      Consumer<ReplayCounts> progress)
      throws Exception {
    StreamExecutionEnvironment environment = EmbeddedEngine.bounded(parallelism, temporary);
    CloseableIterator<ReplayOutput> results = outputs(environment, files.uris()).collectAsync();
    JobClient job = environment.executeAsync("replay");
    ScheduledExecutorService poll = Executors.newSingleThreadScheduledExecutor();
    try (results) {
      ScheduledFuture<?> reporting =
          poll.scheduleWithFixedDelay(
              () -> reportProgress(job, progress), POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
      results.forEachRemaining(output);
      reporting.cancel(false);
      return ReplayCounts.of(job.getJobExecutionResult().get().getAllAccumulatorResults());
    } finally {
      poll.shutdown();
      poll.awaitTermination(1, TimeUnit.MINUTES);
    }
  }

  private DataStream<ReplayOutput> outputs(StreamExecutionEnvironment environment, List<URI> uris) {
    DecoderFactory decoders = new DecoderFactory(settings);
    DataStream<DecodedBatch> batches =
        environment
            .fromSource(
                BoundedFiles.source(
                    uris,
                    new CloudTrailFiles(decoders, decoders::itemChanges),
                    TypeInformation.of(DecodedBatch.class)),
                WatermarkStrategy.noWatermarks(),
                "files")
            .uid("files");
    MonitorTopology.Outputs outputs =
        MonitorTopology.build(
            List.of(new MonitorTopology.Input("files", batches, true)),
            settings,
            HashSecret.ofReplay());
    TypeInformation<ReplayOutput> type = TypeInformation.of(ReplayOutput.class);
    DataStream<ReplayOutput> findings = outputs.findings().map(ReplayOutput::of, type);
    DataStream<ReplayOutput> skipped = outputs.skipped().map(ReplayOutput::of, type);
    DataStream<ReplayOutput> sensitivity = outputs.sensitivity().map(ReplayOutput::of, type);
    DataStream<ReplayOutput> sessions = outputs.sessions().map(ReplayOutput::of, type);
    return findings.union(skipped, sensitivity, sessions);
  }

  /** The job may end between the request and the reply; then its result has the final counts. */
  private static void reportProgress(JobClient job, Consumer<ReplayCounts> progress) {
    try {
      progress.accept(
          ReplayCounts.of(job.getAccumulators().get(POLL_MILLIS, TimeUnit.MILLISECONDS)));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | IllegalStateException ended) {
      // No progress this time.
    }
  }
}
