package io.exposuremonitor.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;

class ShownMetricTest {
  /** Groups, and so labels or left out; not metrics. */
  private static final Set<String> GROUPS =
      Set.of(
          MonitorMetrics.SOURCE,
          MonitorMetrics.TABLE,
          MonitorMetrics.KIND,
          MonitorMetrics.REASON,
          MonitorMetrics.ROUTE,
          MonitorMetrics.CHANGE,
          StreamMetrics.STREAM,
          StreamMetrics.SHARD);

  private static final Path DOCUMENT = Path.of("../docs/metrics.md");

  @Test
  void everyMetricOfASourceAndOfTheIntakeIsShown() throws IllegalAccessException {
    assertThat(names()).hasSizeGreaterThan(35).allMatch(name -> ShownMetric.ofEngine(name) != null);
  }

  @Test
  void namesAreThoseOfPrometheus() {
    assertThat(
            Stream.concat(
                Arrays.stream(ShownMetric.values()).map(ShownMetric::shownName),
                Arrays.stream(DomainMetric.values()).map(DomainMetric::shownName)))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("exposure_[a-z_]+") && !name.endsWith("_total"));
  }

  @Test
  void theDocumentListsThem() throws IOException {
    assertThat(Files.readString(DOCUMENT))
        .as("its tables are these")
        .contains(
            MetricsReference.table(), MetricsReference.domainTable(), MetricsReference.buckets());
  }

  private static List<String> names() throws IllegalAccessException {
    List<String> names = new ArrayList<>();
    for (Class<?> holder :
        List.of(
            StreamMetrics.class,
            ObjectMetrics.class,
            RemoteWriteMetrics.class,
            MonitorMetrics.class)) {
      for (Field field : holder.getFields()) {
        String name = (String) field.get(null);
        if (!GROUPS.contains(name)) {
          names.add(name);
        }
      }
    }
    return names;
  }
}
