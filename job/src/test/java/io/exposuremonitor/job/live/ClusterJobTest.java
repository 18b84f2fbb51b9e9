package io.exposuremonitor.job.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.kinesisanalytics.runtime.KinesisAnalyticsRuntime;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.job.settings.RunSettings;
import io.exposuremonitor.job.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.dag.Pipeline;
import org.apache.flink.client.deployment.application.WebSubmissionJobClient;
import org.apache.flink.client.program.MutatedConfigurationException;
import org.apache.flink.client.program.StreamContextEnvironment;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.PipelineExecutor;
import org.apache.flink.core.execution.PipelineExecutorFactory;
import org.apache.flink.core.execution.PipelineExecutorServiceLoader;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job that the entry class submits to a cluster. */
class ClusterJobTest {
  @TempDir private Path folder;

  /** The managed service, and any cluster with this option, refuses jobs that set what it owns. */
  @Test
  void setsNoPlatformConfiguration() throws Exception {
    Submissions submissions = new Submissions();
    Configuration platform = platform();

    submit(submissions, platform, () -> ClusterJob.main("--config", settings()));

    assertThat(submissions.configurations).hasSize(1);
    assertThat(difference(platform, submissions.configurations.get(0))).isEmpty();
  }

  @Test
  void ignoresEngineOptionsAfterItsOwn() throws Exception {
    Submissions submissions = new Submissions();

    submit(
        submissions,
        platform(),
        () ->
            ClusterJob.main(
                "--config", settings(), "-D", "jobmanager.memory.heap.size=1073741824b"));

    assertThat(submissions.configurations).hasSize(1);
  }

  @Test
  void platformRejectsJobThatSetsItsConfiguration() {
    assertThatThrownBy(
            () ->
                submit(
                    new Submissions(),
                    platform(),
                    () -> {
                      StreamExecutionEnvironment environment =
                          StreamExecutionEnvironment.getExecutionEnvironment();
                      environment.enableCheckpointing(1_000);
                      environment.fromSequence(1, 2).print();
                      environment.execute();
                    }))
        .isInstanceOf(MutatedConfigurationException.class)
        .hasMessageContaining("execution.checkpointing.interval");
  }

  @Test
  void readsPropertyGroupsOfManagedService() throws Exception {
    Path file = folder.resolve("application_properties.json");
    Files.writeString(
        file,
        """
        [{"PropertyGroupId": "inputs.trail", "PropertyMap": {
            "type": "kinesis",
            "streams": "arn:aws:kinesis:eu-west-1:123456789012:stream/trail"}},
         {"PropertyGroupId": "outputs", "PropertyMap": {"findings": "s3://findings/live"}}]
        """);

    RunSettings settings =
        RunSettings.ofPropertyGroups(
            KinesisAnalyticsRuntime.getApplicationProperties(file.toString()), Instant.EPOCH);

    assertThat(settings.inputs()).extracting(input -> input.basics().name()).containsOnly("trail");
    assertThat(settings.outputs().findings()).isEqualTo("s3://findings/live");
  }

  @Test
  void requiresConfigFileOutsideManagedService() {
    assertThatThrownBy(() -> ClusterJob.main("monitor.yml"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("--config FILE");
  }

  @Test
  void rejectsInventoryWithoutTables() throws Exception {
    Path other = Files.writeString(folder.resolve("other.json"), "{\"a\": 1}");
    Path config =
        Files.writeString(
            folder.resolve("monitor.yml"),
            """
            monitor: {inventory: ['%s']}
            inputs: {logs: {type: s3, region: eu-west-1, queue: 'http://127.0.0.1:1/q'}}
            """
                .formatted(other));

    assertThatThrownBy(() -> ClusterJob.main("--config", config.toString()))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("other.json:1:1: names no table");
  }

  /** Something that submits a job. */
  private interface Program {
    void run() throws Exception;
  }

  private static void submit(Submissions submissions, Configuration platform, Program program)
      throws Exception {
    StreamContextEnvironment.setAsContext(
        submissions,
        platform,
        ClusterJobTest.class.getClassLoader(),
        1,
        1,
        true,
        null,
        null,
        List.of());
    try {
      program.run();
    } finally {
      StreamContextEnvironment.unsetAsContext();
    }
  }

  private static Configuration platform() {
    Configuration platform = new Configuration();
    platform.set(DeploymentOptions.PROGRAM_CONFIG_ENABLED, false);
    platform.set(DeploymentOptions.TARGET, "test");
    platform.set(DeploymentOptions.ATTACHED, false);
    return platform;
  }

  private static Map<String, String> difference(Configuration before, Configuration after) {
    Map<String, String> difference = new TreeMap<>(after.toMap());
    difference.entrySet().removeAll(before.toMap().entrySet());
    return difference;
  }

  private String settings() throws Exception {
    Path file = folder.resolve("monitor.yml");
    Files.writeString(
        file,
        """
        monitor:
          hash-secret: arn:aws:secretsmanager:eu-west-1:123456789012:secret:hashes
        inputs:
          trail:
            type: kinesis
            streams: [arn:aws:kinesis:eu-west-1:123456789012:stream/trail]
          changes:
            type: dynamodb-streams
            tables: [customers]
            region: eu-west-1
          files:
            type: s3
            queue: https://sqs.eu-west-1.amazonaws.com/123456789012/trail-files
        outputs:
          findings: %s
          dead-letters: %s
        """
            .formatted(folder.resolve("findings"), folder.resolve("letters")));
    return file.toUri().toString();
  }

  /** Records the submitted job and runs nothing. */
  private static final class Submissions
      implements PipelineExecutorServiceLoader, PipelineExecutorFactory, PipelineExecutor {
    private final List<Configuration> configurations = new ArrayList<>();

    @Override
    public PipelineExecutorFactory getExecutorFactory(Configuration configuration) {
      return this;
    }

    @Override
    public Stream<String> getExecutorNames() {
      return Stream.of(getName());
    }

    @Override
    public String getName() {
      return "test";
    }

    @Override
    public boolean isCompatibleWith(Configuration configuration) {
      return true;
    }

    @Override
    public PipelineExecutor getExecutor(Configuration configuration) {
      return this;
    }

    @Override
    public CompletableFuture<JobClient> execute(
        Pipeline pipeline, Configuration configuration, ClassLoader userCodeClassLoader) {
      configurations.add(configuration);
      return CompletableFuture.completedFuture(new WebSubmissionJobClient(new JobID()));
    }
  }
}
