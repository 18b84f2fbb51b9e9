package io.exposuremonitor.job.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.job.operator.PolicyOperator;
import io.exposuremonitor.job.operator.PolicyUser;
import io.exposuremonitor.job.settings.RunSettings;
import io.exposuremonitor.job.topology.HashSecret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.AbstractUdfStreamOperator;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.transformations.TwoInputTransformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every operator that uses the policy follows its changes if it is watched, and none does
 * otherwise.
 */
class PolicyWiringTest {
  @TempDir private Path folder;

  @Test
  void sendsPolicyChangesToEveryOperatorThatUsesIt() throws Exception {
    List<Transformation<?>> graph = graph("20 s");

    assertThat(users(graph, OneInputTransformation.class))
        .as("operators without policy changes")
        .isEmpty();
    assertThat(users(graph, TwoInputTransformation.class))
        .contains("rules", "decoys", "read-volume", "partiql", "episodes", "weighing", "incidents")
        .contains("alerts");
  }

  @Test
  void addsNoInputsForUnwatchedPolicy() throws Exception {
    List<Transformation<?>> graph = graph("0 s");

    assertThat(users(graph, TwoInputTransformation.class)).isEmpty();
    assertThat(graph.stream().map(Transformation::getUid).filter("policy"::equals)).isEmpty();
  }

  private List<Transformation<?>> graph(String reloadEvery) throws Exception {
    Path policy = Files.writeString(folder.resolve("policy.yml"), "version: 1\n");
    RunSettings settings =
        RunSettings.ofFile(
            "monitor.yml",
            """
            monitor: {policy: '%s', reload-every: %s}
            inputs.trail:
              type: kinesis
              streams: ["arn:aws:kinesis:eu-west-1:123456789012:stream/trail"]
            alerts.soc: {type: pagerduty, key: "env:PAGERDUTY_KEY"}
            """
                .formatted(policy, reloadEvery),
            Instant.EPOCH);
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    new LiveJob(
            settings, MonitorFiles.read(settings.monitor()), Console.LINES, HashSecret.ofReplay())
        .build(environment);
    return environment.getTransformations();
  }

  private static Set<String> users(List<Transformation<?>> graph, Class<?> type) {
    return graph.stream()
        .filter(type::isInstance)
        .filter(PolicyWiringTest::usesPolicy)
        .map(Transformation::getUid)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean usesPolicy(Transformation<?> transformation) {
    StreamOperatorFactory<?> factory =
        transformation instanceof OneInputTransformation<?, ?> one
            ? one.getOperatorFactory()
            : ((TwoInputTransformation<?, ?, ?>) transformation).getOperatorFactory();
    StreamOperator<?> operator =
        factory instanceof SimpleOperatorFactory<?> simple ? simple.getOperator() : null;
    return operator instanceof PolicyOperator
        || (operator instanceof AbstractUdfStreamOperator<?, ?> shell
            && shell.getUserFunction() instanceof PolicyUser);
  }
}
