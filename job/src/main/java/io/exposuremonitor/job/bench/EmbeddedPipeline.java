package io.exposuremonitor.job.bench;

import io.exposuremonitor.detectors.cloudtrail.CloudTrailDecoder;
import io.exposuremonitor.detectors.cloudtrail.JacksonReferenceDecoder;
import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.partiql.StatementAnalyser;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.rule.DerivedFields;
import io.exposuremonitor.detectors.rule.RuleDetector;
import io.exposuremonitor.detectors.rule.RuleException;
import io.exposuremonitor.job.element.DecodedBatch;
import io.exposuremonitor.job.engine.EmbeddedEngine;
import io.exposuremonitor.job.engine.EmbeddedEngine.Backend;
import io.exposuremonitor.job.engine.TemporaryFolder;
import io.exposuremonitor.job.operator.MonitorSettings;
import io.exposuremonitor.job.replay.Replay;
import io.exposuremonitor.job.topology.DecoderFactory;
import io.exposuremonitor.job.topology.HashSecret;
import io.exposuremonitor.job.topology.MonitorTopology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** The job itself, on the engine within this process, with the shipped rules and no policy. */
public final class EmbeddedPipeline implements PipelineUnderTest {
  private static final Duration LATENESS = Policy.defaults().findings().lateness();
  private static final long POLL_MILLIS = 20;

  private final MonitorSettings settings = MonitorSettings.defaults(Episodes.Reporting.LIFE_CYCLE);

  @Override
  public CloudTrailDecoder decoder() {
    return new DecoderFactory(settings).get();
  }

  @Override
  public JacksonReferenceDecoder jacksonDecoder() {
    return new DecoderFactory(settings).jackson();
  }

  @Override
  public RuleDetector rules() {
    try {
      Policy policy = settings.loadPolicy();
      return new RuleDetector(
          settings.loadRules(policy), policy, new DerivedFields(StatementAnalyser::analyse));
    } catch (PolicyException | RuleException invalid) {
      throw new IllegalStateException("the shipped rules don't load", invalid);
    }
  }

  @Override
  public void run(RecordFeed feed, int parallelism, Backend backend) throws Exception {
    try (TemporaryFolder temporary = TemporaryFolder.create()) {
      StreamExecutionEnvironment environment =
          EmbeddedEngine.streaming(parallelism, temporary.path(), backend);
      MonitorTopology.Outputs outputs =
          MonitorTopology.build(
              List.of(new MonitorTopology.Input("feed", batches(environment, feed), true)),
              settings,
              HashSecret.ofReplay());
      outputs.findings().sinkTo(new DiscardingSink<>());
      outputs.skipped().sinkTo(new DiscardingSink<>());
      runUntilStopped(environment.executeAsync("bench"), feed);
    }
  }

  private DataStream<DecodedBatch> batches(
      StreamExecutionEnvironment environment, RecordFeed feed) {
    return environment
        .fromSource(
            new NumberSequenceSource(0, Long.MAX_VALUE - 1),
            WatermarkStrategy.noWatermarks(),
            "turns")
        .map(new FeedDecoding(feed.id(), settings), TypeInformation.of(DecodedBatch.class))
        .assignTimestampsAndWatermarks(
            WatermarkStrategy.<DecodedBatch>forBoundedOutOfOrderness(LATENESS)
                .withTimestampAssigner((batch, recorded) -> batch.newest(0)));
  }

  private static void runUntilStopped(JobClient job, RecordFeed feed) throws Exception {
    var ended = job.getJobExecutionResult();
    while (!feed.isStopped()) {
      if (ended.isDone()) {
        ended.get();
        throw new IllegalStateException("the job ended before its feed did");
      }
      Thread.sleep(POLL_MILLIS);
    }
    job.cancel().get();
  }

  @Override
  public void replay(Path folder, int parallelism) throws Exception {
    new Replay(
            MonitorSettings.defaults(Episodes.Reporting.FINAL),
            parallelism,
            (done, all, records) -> {})
        .run(List.of(folder));
  }
}
