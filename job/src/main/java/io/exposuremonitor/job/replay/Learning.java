package io.exposuremonitor.job.replay;

import io.exposuremonitor.connectors.file.OrderedFiles;
import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.detection.Observation;
import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.job.element.DecodedBatch;
import io.exposuremonitor.job.engine.EmbeddedEngine;
import io.exposuremonitor.job.engine.StateFolder;
import io.exposuremonitor.job.engine.TemporaryFolder;
import io.exposuremonitor.job.intake.CloudTrailFiles;
import io.exposuremonitor.job.intake.IntakeCounters;
import io.exposuremonitor.job.operator.MonitorSettings;
import io.exposuremonitor.job.topology.DecoderFactory;
import io.exposuremonitor.job.topology.HashSecret;
import io.exposuremonitor.job.topology.MonitorTopology;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Learns from logs what a live job would know if it had been watching since they begin, and writes
 * it as a savepoint from which {@code run} can start.
 *
 * <p>The logs pass through the live job's own topology in the order of time. Signals are discarded,
 * so that the savepoint holds no episode, incident or alert of the past; metrics also start at
 * zero.
 */
public final class Learning {
  /** Prefix of names and uids that exist only in a learning job. */
  private static final String OWN = "learning";

  /** Exceeds the time for which any detector waits for further events, besides the lateness. */
  private static final Duration SETTLING = Duration.ofHours(2);

  private static final long POLL_MILLIS = 250;

  private final MonitorSettings settings;
  private final HashSecret secret;
  private final Replay.ReplayProgress progress;
  private final InstantSource clock;

  /**
   * The result of learning.
   *
   * @param savepoint its folder
   * @param since start of the logs after their last gap of two days, epoch milliseconds; {@link
   *     Long#MAX_VALUE} when no log has a time
   * @param until end of the logs, epoch milliseconds
   * @param activities number of calls learnt from
   * @param disordered number of calls that came so long after newer ones that less was learnt from
   *     them
   */
  public record Learnt(Path savepoint, long since, long until, long activities, long disordered) {}

  /**
   * @param settings policy, rules and the rest; the reporting is ignored
   * @param secret that of the live job: hashes of keys are part of what is learnt
   * @param progress receives the progress
   * @param clock the machine's clock
   */
  public Learning(
      MonitorSettings settings,
      HashSecret secret,
      Replay.ReplayProgress progress,
      InstantSource clock) {
    this.settings = settings;
    this.secret = secret;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * Reads every file at or below {@code paths} to its end.
   *
   * @param state where the savepoint is written
   * @throws IOException when there is nothing to read, or the savepoint can't be written
   * @throws Exception when the engine fails
   */
  public Learnt run(List<Path> paths, StateFolder state) throws Exception {
    InputFiles files = InputFiles.below(paths);
    if (files.files().isEmpty()) {
      throw new IOException("no files in " + paths);
    }
    List<Long> observed = LogTimes.of(files.files());
    MonitorSettings known =
        new MonitorSettings(
            settings.policy(),
            settings.rules(),
            settings.inventory(),
            Episodes.Reporting.NONE,
            observed);
    List<Observation.Stretch> stretches = Observation.of(observed).stretches();
    long since = stretches.isEmpty() ? Long.MAX_VALUE : last(stretches).start();
    long until = stretches.isEmpty() ? Long.MAX_VALUE : last(stretches).end();
    try (TemporaryFolder temporary = TemporaryFolder.deletedAtExit()) {
      Path end = Files.createFile(temporary.path().resolve("end-of-logs"));
      List<URI> inOrder = new ArrayList<>();
      LogTimes.inOrder(files.files()).forEach(file -> inOrder.add(file.toUri()));
      inOrder.add(end.toUri());
      StreamExecutionEnvironment environment = EmbeddedEngine.learning(temporary.path());
      long over = clock.millis() + lateness(known) + SETTLING.toMillis();
      build(environment, inOrder, end, known, over);
      JobClient job = environment.executeAsync("learn");
      Map<String, Object> counts = awaitEnd(job, over, files.totalBytes());
      Path savepoint = Path.of(URI.create(stop(job, state)));
      LearntState.removeOperators(savepoint, OWN);
      return new Learnt(
          savepoint,
          since,
          until,
          count(counts, IntakeCounters.ACTIVITIES),
          count(counts, LearningIntake.DISORDERED));
    }
  }

  private void build(
      StreamExecutionEnvironment environment,
      List<URI> files,
      Path end,
      MonitorSettings known,
      long over)
      throws PolicyException {
    DecoderFactory decoders = new DecoderFactory(known, secret);
    DataStream<DecodedBatch> batches =
        environment
            .fromSource(
                OrderedFiles.source(
                    files,
                    new LearningFiles(
                        new CloudTrailFiles(decoders, decoders::itemChanges),
                        end.toUri().getPath()),
                    TypeInformation.of(LearningBatch.class)),
                WatermarkStrategy.forGenerator(context -> new LearningMarks(over)),
                OWN)
            .uid(OWN + "-files")
            .map(
                new LearningIntake(lateness(known) + ActivityBundle.SLOT_MILLIS),
                TypeInformation.of(DecodedBatch.class))
            .uid(OWN + "-order");
    MonitorTopology.build(List.of(new MonitorTopology.Input(OWN, batches, true)), known, secret)
        .findings()
        .transform(OWN + " end", TypeInformation.of(Finding.class), new LearningEnd())
        .uid(OWN + "-end")
        .sinkTo(new DiscardingSink<>())
        .uid(OWN + "-nothing");
  }

  private static long lateness(MonitorSettings known) throws PolicyException {
    return known.loadPolicy().findings().lateness().toMillis();
  }

  private static <T> T last(List<T> list) {
    return list.get(list.size() - 1);
  }

  private static long count(Map<String, Object> accumulators, String name) {
    return accumulators.get(name) instanceof Long value ? value : 0;
  }

  /** Waits until event time has reached its end behind all detectors. */
  private Map<String, Object> awaitEnd(JobClient job, long over, long totalBytes) throws Exception {
    CompletableFuture<JobExecutionResult> ended = job.getJobExecutionResult();
    Map<String, Object> counts = Map.of();
    while (count(counts, LearningEnd.REACHED) < over) {
      if (ended.isDone()) {
        ended.get();
        throw new IllegalStateException("the job ended before the logs did");
      }
      Thread.sleep(POLL_MILLIS);
      counts = countsOf(job, counts);
      progress.update(
          count(counts, IntakeCounters.BYTES), totalBytes, count(counts, IntakeCounters.RECORDS));
    }
    return counts;
  }

  /** The previous counts when the job does not answer: it may be busy, or have just ended. */
  private static Map<String, Object> countsOf(JobClient job, Map<String, Object> before)
      throws InterruptedException {
    try {
      return job.getAccumulators().get(POLL_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException | IllegalStateException unanswered) {
      return before;
    }
  }

  /** Uses the canonical format, which every state backend reads and the managed service imports. */
  private static String stop(JobClient job, StateFolder state) throws Exception {
    return job.stopWithSavepoint(false, state.savepoints(), SavepointFormatType.CANONICAL).get();
  }
}
