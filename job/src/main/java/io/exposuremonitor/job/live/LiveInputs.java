package io.exposuremonitor.job.live;

import io.exposuremonitor.job.settings.InputSettings;
import io.exposuremonitor.job.topology.MonitorSettings;
import io.exposuremonitor.job.topology.MonitorTopology;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

final class LiveInputs {
  static LiveInputs of(InputSettings input, MonitorSettings monitor) {
    throw new IllegalStateException();
  }

  MonitorTopology.Input addTo(StreamExecutionEnvironment environment) {
    throw new IllegalStateException();
  }
}
