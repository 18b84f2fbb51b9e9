package io.exposuremonitor.kubernetes;

import java.lang.reflect.Field;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;

/** The names of Flink's options that a deployment may set. */
final class FlinkOptions {
  private FlinkOptions() {}

  static Set<String> known() {
    Set<String> known =
        new TreeSet<>(
            Set.of(
                // Options of named reporters, of Hadoop's S3 file system and of the operator.
                "fs.s3a.aws.credentials.provider",
                "metrics.reporter.prometheus.factory.class",
                "metrics.reporter.prometheus.port",
                "metrics.reporter.prometheus.filterLabelValueCharacters",
                "kubernetes.operator.periodic.savepoint.interval",
                "kubernetes.operator.savepoint.history.max.count"));
    Stream.of(
            CheckpointingOptions.class,
            CoreOptions.class,
            HeartbeatManagerOptions.class,
            HighAvailabilityOptions.class,
            JobManagerOptions.class,
            MetricOptions.class,
            PipelineOptions.class,
            RestOptions.class,
            RestartStrategyOptions.class,
            RocksDBConfigurableOptions.class,
            RocksDBOptions.class,
            StateBackendOptions.class,
            TaskManagerOptions.class,
            WebOptions.class)
        .flatMap(options -> Stream.of(options.getFields()))
        .filter(field -> field.getType() == ConfigOption.class)
        .forEach(field -> known.add(key(field)));
    return known;
  }

  private static String key(Field option) {
    try {
      return ((ConfigOption<?>) option.get(null)).key();
    } catch (IllegalAccessException hidden) {
      throw new AssertionError(hidden);
    }
  }
}
