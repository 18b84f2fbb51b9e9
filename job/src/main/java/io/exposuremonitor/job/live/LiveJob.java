package io.exposuremonitor.job.live;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.incident.IncidentSettings;
import io.exposuremonitor.job.alert.Alerts;
import io.exposuremonitor.job.intake.DecodedBatch;
import io.exposuremonitor.job.settings.InputSettings;
import io.exposuremonitor.job.settings.RunSettings;
import io.exposuremonitor.job.topology.DecoderFactory;
import io.exposuremonitor.job.topology.HashSecret;
import io.exposuremonitor.job.topology.MonitorSettings;
import io.exposuremonitor.job.topology.MonitorTopology;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The monitor's job on live sources: inputs, topology, outputs. Sets nothing of the platform's. */
public final class LiveJob {
  private final RunSettings settings;
  private final MonitorSettings monitor;
  private final Console console;
  private final HashSecret secret;
  private final List<LiveInput> inputs = new ArrayList<>();

  /** An input and what it is read by. */
  private record LiveInput(InputSettings.Basics basics, Source<DecodedBatch, ?, ?> source) {}

  /**
   * @param settings what is read and where results go
   * @param monitor what is normal
   * @param console what is printed
   * @throws IllegalArgumentException when settings contradict each other
   */
  public LiveJob(RunSettings settings, MonitorSettings monitor, Console console) {
    this(settings, monitor, console, HashSecret.ofRun(settings.monitor().hashSecret()));
  }

  /**
   * @param secret from which the key of the hashes of item keys is derived, whatever settings say
   * @throws IllegalArgumentException when settings contradict each other
   */
  public LiveJob(
      RunSettings settings, MonitorSettings monitor, Console console, HashSecret secret) {
    this.settings = settings;
    this.monitor = monitor;
    this.console = console;
    this.secret = secret;
    LiveInputs sources = new LiveInputs(new DecoderFactory(monitor, secret));
    for (InputSettings input : settings.inputs()) {
      inputs.add(new LiveInput(input.basics(), sources.source(input)));
    }
  }

  /**
   * Adds the job's graph to an environment.
   *
   * @return what comes out, besides going where settings say
   */
  public MonitorTopology.Outputs build(StreamExecutionEnvironment environment) {
    MonitorTopology.Outputs outputs =
        MonitorTopology.build(
            inputs.stream().map(input -> add(input, environment)).toList(),
            LiveInventories.of(settings.inventories(), environment),
            monitor,
            secret);
    LiveOutputs sinks = new LiveOutputs(settings.outputs(), console);
    sinks.findings(outputs.findings());
    tellIncidents(outputs.findings(), sinks);
    sinks.deadLetters(outputs.skipped());
    return outputs;
  }

  /** Findings are joined only where somebody is told of it. */
  private void tellIncidents(DataStream<Finding> findings, LiveOutputs sinks) {
    if (settings.alerts().isEmpty() && settings.outputs().incidents().isEmpty()) {
      return;
    }
    DataStream<Incident> incidents =
        MonitorTopology.incidents(
            findings, monitor, new IncidentSettings(settings.incidents().resolveAfter()));
    sinks.incidents(incidents);
    Alerts.tell(incidents, settings, monitor);
  }

  /**
   * Elements carry the moment of their arrival or, from a source that does not tell, of reading.
   */
  private static MonitorTopology.Input add(
      LiveInput input, StreamExecutionEnvironment environment) {
    String name = input.basics().name();
    Clock clock = Clock.systemUTC();
    return new MonitorTopology.Input(
        name,
        environment
            .fromSource(
                input.source(),
                WatermarkStrategy.<DecodedBatch>forGenerator(context -> new BatchWatermarks())
                    .withTimestampAssigner(
                        (batch, arrival) -> arrival > 0 ? arrival : clock.millis())
                    .withIdleness(input.basics().idleAfter()),
                name)
            .uid("input-" + name));
  }
}
