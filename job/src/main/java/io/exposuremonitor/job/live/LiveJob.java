package io.exposuremonitor.job.live;

import io.exposuremonitor.job.settings.RunSettings;
import io.exposuremonitor.job.topology.MonitorSettings;
import io.exposuremonitor.job.topology.MonitorTopology;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The monitor's job on live sources: inputs, topology, outputs. Sets nothing of the platform's. */
public final class LiveJob {
  private final RunSettings settings;
  private final MonitorSettings monitor;
  private final Console console;

  /**
   * @param settings what is read and where results go
   * @param monitor what is normal
   * @param console what is printed
   */
  public LiveJob(RunSettings settings, MonitorSettings monitor, Console console) {
    this.settings = settings;
    this.monitor = monitor;
    this.console = console;
  }

  /** Adds the job's graph to an environment. */
  public void build(StreamExecutionEnvironment environment) {
    List<MonitorTopology.Input> inputs =
        settings.inputs().stream()
            .map(input -> LiveInputs.of(input, monitor).addTo(environment))
            .toList();
    MonitorTopology.Outputs outputs = MonitorTopology.build(inputs, monitor);
    LiveOutputs sinks = new LiveOutputs(settings.outputs(), console);
    sinks.findings(outputs.findings());
    sinks.deadLetters(outputs.skipped());
  }
}
