package io.exposuremonitor.job.metrics;

import static org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups.createUnregisteredJobManagerJobMetricGroup;
import static org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups.createUnregisteredTaskMetricGroup;
import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.inventory.InventoryMetrics;
import io.exposuremonitor.connectors.leases.LeaseMetrics;
import io.exposuremonitor.connectors.objects.ObjectMetrics;
import io.exposuremonitor.connectors.remotewrite.RemoteWriteMetrics;
import io.exposuremonitor.connectors.stream.StreamMetrics;
import io.exposuremonitor.detectors.measure.DomainMetric;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.metrics.CharacterFilter;
import org.junit.jupiter.api.Test;

class ShownMetricTest {
  /** Names of groups, which become labels or are omitted; not metrics. */
  private static final Set<String> GROUPS =
      Set.of(StreamMetrics.STREAM, StreamMetrics.SHARD, RemoteWriteMetrics.REASON);

  /** Also provided by the domain's metrics, which then take precedence. */
  private static final Set<String> DATA =
      Set.of(
          StreamMetrics.COVERAGE_GAPS,
          StreamMetrics.MILLIS_BEHIND_LATEST,
          ObjectMetrics.MISSING_OBJECTS,
          ObjectMetrics.UNREADABLE_OBJECTS);

  private static final Path DOCUMENT = Path.of("../docs/metrics.md");

  @Test
  void showsEverySourceMetric() throws IllegalAccessException {
    assertThat(names()).hasSizeGreaterThan(35).allMatch(name -> ShownMetric.ofEngine(name) != null);
  }

  @Test
  void namesFollowPrometheusConventions() {
    assertThat(
            Stream.concat(
                Arrays.stream(ShownMetric.values()).map(ShownMetric::shownName),
                Arrays.stream(DomainMetric.values()).map(DomainMetric::shownName)))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("exposure_[a-z_]+|flink_.+") && !name.endsWith("_total"));
  }

  /** Dashboards find them by the same names as on a cluster. */
  @Test
  void namesEngineMetricsLikePrometheusReporter() {
    CharacterFilter unfiltered = text -> text;
    String taskPrefix =
        "flink_" + createUnregisteredTaskMetricGroup().getLogicalScope(unfiltered, '_') + '_';
    String jobPrefix =
        "flink_"
            + createUnregisteredJobManagerJobMetricGroup().getLogicalScope(unfiltered, '_')
            + '_';

    assertThat(ShownMetric.values())
        .filteredOn(shown -> shown.shownName().startsWith("flink_"))
        .hasSize(4)
        .allMatch(
            shown ->
                shown
                    .shownName()
                    .equals(
                        (shown.labels().isEmpty() ? jobPrefix : taskPrefix) + shown.engineName()));
  }

  @Test
  void documentationListsAllMetrics() throws IOException {
    assertThat(Files.readString(DOCUMENT))
        .as("the generated tables")
        .contains(
            MetricsReference.table(), MetricsReference.domainTable(), MetricsReference.buckets());
  }

  private static List<String> names() throws IllegalAccessException {
    List<String> names = new ArrayList<>();
    for (Class<?> holder :
        List.of(
            StreamMetrics.class,
            ObjectMetrics.class,
            InventoryMetrics.class,
            RemoteWriteMetrics.class,
            LeaseMetrics.class)) {
      for (Field field : holder.getFields()) {
        String name = (String) field.get(null);
        if (!GROUPS.contains(name) && !DATA.contains(name)) {
          names.add(name);
        }
      }
    }
    return names;
  }
}
