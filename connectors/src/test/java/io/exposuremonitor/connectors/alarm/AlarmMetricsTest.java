package io.exposuremonitor.connectors.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class AlarmMetricsTest {
  private final List<String> registered = new ArrayList<>();

  private final class Group extends UnregisteredMetricsGroup {
    private final String path;

    Group(String path) {
      this.path = path;
    }

    @Override
    public MetricGroup addGroup(String name) {
      return new Group(path + '/' + name);
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
      return new Group(path + '/' + key + '=' + value);
    }

    @Override
    public <C extends Counter> C counter(String name, C counter) {
      registered.add(path + '/' + name);
      return counter;
    }
  }

  /** The service publishes only metrics of the group with this name. */
  @Test
  void registersInGroupOfTheService() {
    Counter counter = AlarmMetrics.in(new Group("operator")).counter("Gaps", new SimpleCounter());

    assertThat(counter.getCount()).isZero();
    assertThat(registered)
        .containsExactly("operator/KinesisAnalytics/Service=ExposureMonitor/Gaps");
  }

  /** The reporter of an embedded run would count a name that another metric has twice. */
  @Test
  void namesMatchThePatternOfTheService() throws IllegalAccessException {
    for (Field field : AlarmMetrics.class.getFields()) {
      assertThat((String) field.get(null)).matches("[A-Z][A-Za-z]+");
    }
  }
}
