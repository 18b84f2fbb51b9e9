package io.exposuremonitor.job.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.job.settings.RunSettings;
import io.exposuremonitor.job.topology.HashSecret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.OperatorIDPair;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A savepoint can be restored at another parallelism with any settings. The engine refuses that if
 * an operator is chained, at one parallelism and not at the other, to an operator whose parallelism
 * is limited to one.
 */
class RescalingTest {
  private static final int USUAL = 3;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void maxParallelismOfOperatorsIsIndependentOfParallelism(int parallelism) throws Exception {
    assertThat(maxParallelism(parallelism).entrySet())
        .containsExactlyInAnyOrderElementsOf(maxParallelism(USUAL).entrySet());
  }

  @Test
  void distinguishesSingletonOperatorsFromOthers() throws Exception {
    assertThat(maxParallelism(USUAL).values()).contains(1, JobVertex.MAX_PARALLELISM_DEFAULT);
  }

  /** By operator name, so that a failure is readable. */
  private Map<String, Integer> maxParallelism(int parallelism) throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.setParallelism(parallelism);
    RunSettings settings = settings();
    new LiveJob(
            settings, MonitorFiles.read(settings.monitor()), Console.LINES, HashSecret.ofReplay())
        .build(environment);
    JobGraph graph = environment.getStreamGraph().getJobGraph();
    Map<String, Integer> maxima = new TreeMap<>();
    for (JobVertex vertex : graph.getVertices()) {
      for (OperatorIDPair operator : vertex.getOperatorIDs()) {
        maxima.put(
            operator.getUserDefinedOperatorName() + " " + operator.getGeneratedOperatorID(),
            vertex.getMaxParallelism());
      }
    }
    return maxima;
  }

  private RunSettings settings() throws Exception {
    Path policy = Files.writeString(folder.resolve("policy.yml"), "version: 1\n");
    return RunSettings.ofFile(
        "monitor.yml",
        """
        monitor: {policy: '%s', reload-every: 20 s}
        inputs:
          trail:
            type: kinesis
            streams: ["arn:aws:kinesis:eu-west-1:123456789012:stream/trail"]
          changes: {type: dynamodb-streams, tables: [customers], region: eu-west-1}
          files: {type: s3, queue: "https://sqs.eu-west-1.amazonaws.com/123456789012/trail-files"}
        inventory.account: {regions: [eu-west-1]}
        outputs:
          findings: '%s'
          incidents: '%s'
          dead-letters: '%s'
          findings-stream: arn:aws:kinesis:eu-west-1:123456789012:stream/findings
          findings-bucket: s3://findings/live
        alerts.soc: {type: pagerduty, key: "env:PAGERDUTY_KEY"}
        """
            .formatted(
                policy,
                folder.resolve("findings").toUri(),
                folder.resolve("incidents").toUri(),
                folder.resolve("letters").toUri()),
        Instant.EPOCH);
  }
}
