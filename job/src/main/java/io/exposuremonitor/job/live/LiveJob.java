package io.exposuremonitor.job.live;

import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.incident.IncidentSettings;
import io.exposuremonitor.job.alert.Alerts;
import io.exposuremonitor.job.intake.DecodedBatch;
import io.exposuremonitor.job.measure.Measures;
import io.exposuremonitor.job.measure.Outlets;
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
  private final Outlets outlets;
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
    this(settings, monitor, console, secret, Outlets.ofProcess(settings.metrics()));
  }

  private LiveJob(
      RunSettings settings,
      MonitorSettings monitor,
      Console console,
      HashSecret secret,
      Outlets outlets) {
    this.outlets = outlets;
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
   * A job on a cluster, where it is a task that serves what is measured.
   *
   * @throws IllegalArgumentException when settings contradict each other
   */
  static LiveJob onCluster(RunSettings settings, MonitorSettings monitor) {
    return new LiveJob(
        settings,
        monitor,
        Console.LINES,
        HashSecret.ofRun(settings.monitor().hashSecret()),
        Outlets.ofCluster(settings.metrics()));
  }

  /**
   * Adds the job's graph to an environment.
   *
   * @return what comes out, besides going where settings say
   */
  public MonitorTopology.Outputs build(StreamExecutionEnvironment environment) {
    MonitorTopology.Outputs outputs =
        MonitorTopology.build(
            inputs.stream().map(input -> add(input, environment)).toList(), monitor, secret);
    LiveOutputs sinks = new LiveOutputs(settings.outputs(), console);
    DataStream<Incident> incidents =
        MonitorTopology.incidents(
            outputs.findings(), monitor, new IncidentSettings(settings.incidents().resolveAfter()));
    sinks.findings(outputs.findings());
    sinks.incidents(incidents);
    Alerts.tell(incidents, settings, monitor);
    sinks.deadLetters(outputs.skipped());
    new Measures(outputs, incidents).to(outlets);
    return outputs;
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
