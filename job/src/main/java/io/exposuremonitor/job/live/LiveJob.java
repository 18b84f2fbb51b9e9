package io.exposuremonitor.job.live;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.incident.IncidentSettings;
import io.exposuremonitor.detectors.itemchange.ItemChange;
import io.exposuremonitor.job.alert.Alerts;
import io.exposuremonitor.job.element.DecodedBatch;
import io.exposuremonitor.job.measure.Exporters;
import io.exposuremonitor.job.measure.Measures;
import io.exposuremonitor.job.operator.MonitorSettings;
import io.exposuremonitor.job.operator.Policies;
import io.exposuremonitor.job.operator.PolicyWatch;
import io.exposuremonitor.job.settings.InputSettings;
import io.exposuremonitor.job.settings.RunSettings;
import io.exposuremonitor.job.topology.DecoderFactory;
import io.exposuremonitor.job.topology.HashSecret;
import io.exposuremonitor.job.topology.JoinedIncidents;
import io.exposuremonitor.job.topology.MonitorTopology;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * The monitor's job on live sources: inputs, topology, outputs. Leaves the platform's configuration
 * alone.
 */
public final class LiveJob {
  private static final long NEVER = 0;

  private final RunSettings settings;
  private final MonitorSettings monitor;
  private final Console console;
  private final HashSecret secret;
  private final Exporters exporters;
  private final @Nullable PolicyWatch watch;
  private final List<LiveInput> inputs = new ArrayList<>();

  /**
   * The output streams, which also go to the configured outputs.
   *
   * @param findings every phase of each finding
   * @param incidents findings that belong together
   * @param itemChanges item changes, each with its arrival time as the engine's timestamp
   */
  public record Built(
      DataStream<Finding> findings,
      DataStream<Incident> incidents,
      DataStream<ItemChange> itemChanges) {}

  /** An input and its source. */
  private record LiveInput(InputSettings settings, Source<DecodedBatch, ?, ?> source) {}

  /**
   * @param settings inputs and outputs
   * @param monitor the policy and rules, just read and validated
   * @param console the form of printed findings
   * @throws IllegalArgumentException when settings contradict each other
   */
  public LiveJob(RunSettings settings, MonitorSettings monitor, Console console) {
    this(settings, monitor, console, HashSecret.ofRun(settings.monitor().hashSecret()));
  }

  /**
   * Creates a job that continues with the policy in its state, because the current one is invalid.
   * Without a policy in the state, it fails with the reason.
   *
   * @throws IllegalArgumentException when settings contradict each other
   */
  public static LiveJob withRestoredPolicy(
      RunSettings settings, MonitorSettings invalid, Console console) {
    return new LiveJob(
        settings,
        invalid,
        console,
        HashSecret.ofRun(settings.monitor().hashSecret()),
        NEVER,
        Exporters.ofProcess(settings.metrics()));
  }

  /**
   * @param secret from which the key for hashing item keys is derived, overriding the settings
   * @throws IllegalArgumentException when settings contradict each other
   */
  public LiveJob(
      RunSettings settings, MonitorSettings monitor, Console console, HashSecret secret) {
    this(
        settings,
        monitor,
        console,
        secret,
        Clock.systemUTC().millis(),
        Exporters.ofProcess(settings.metrics()));
  }

  private LiveJob(
      RunSettings settings,
      MonitorSettings monitor,
      Console console,
      HashSecret secret,
      long readAt,
      Exporters exporters) {
    this.exporters = exporters;
    this.settings = settings;
    this.monitor = monitor;
    this.console = console;
    this.secret = secret;
    this.watch = MonitorFiles.watch(settings.monitor(), readAt);
    DecoderFactory decoders = new DecoderFactory(monitor, secret);
    LiveInputs sources =
        new LiveInputs(watch == null ? decoders : decoders.followingPolicy(watch), secret.mark());
    for (InputSettings input : settings.inputs()) {
      inputs.add(new LiveInput(input, sources.source(input)));
    }
  }

  /**
   * Creates a job for a cluster, where a task serves the metrics.
   *
   * @throws IllegalArgumentException when settings contradict each other
   */
  static LiveJob onCluster(RunSettings settings, MonitorSettings monitor) {
    return onCluster(settings, monitor, Clock.systemUTC().millis());
  }

  /**
   * Creates a job for a cluster that continues with the policy in its state, because the current
   * one is invalid.
   *
   * @throws IllegalArgumentException when settings contradict each other
   */
  static LiveJob onClusterWithRestoredPolicy(RunSettings settings, MonitorSettings invalid) {
    return onCluster(settings, invalid, NEVER);
  }

  private static LiveJob onCluster(RunSettings settings, MonitorSettings monitor, long readAt) {
    return new LiveJob(
        settings,
        monitor,
        Console.LINES,
        HashSecret.ofRun(settings.monitor().hashSecret()),
        readAt,
        Exporters.ofCluster(settings.metrics()));
  }

  /** Adds the job's graph to an environment. */
  public Built build(StreamExecutionEnvironment environment) {
    Policies policies =
        watch == null
            ? Policies.fixed(monitor)
            : watch.begin(PolicyReadings.of(watch, environment), monitor);
    MonitorTopology.Outputs outputs =
        MonitorTopology.build(
            inputs.stream().map(input -> add(input, environment)).toList(),
            LiveInventories.of(settings.inventories(), secret.mark(), environment),
            policies,
            secret);
    LiveOutputs sinks = new LiveOutputs(settings.outputs(), console);
    SingleOutputStreamOperator<Incident> incidents =
        JoinedIncidents.of(
            outputs.findings(),
            outputs.sessions(),
            policies,
            new IncidentSettings(settings.incidents().resolveAfter()));
    sinks.findings(outputs.findings());
    sinks.incidents(incidents);
    sinks.deadLetters(outputs.skipped());
    Measures measures = new Measures(outputs, incidents);
    sinks.counted().forEach((name, counted) -> measures.addSingleTask(counted, name));
    Alerts.send(incidents, settings, policies)
        .ifPresent(counted -> measures.addSingleTask(counted, "alerts"));
    measures.to(exporters);
    return new Built(outputs.findings(), incidents, outputs.itemChanges());
  }

  /**
   * Adds an input. Its elements carry the time of their arrival or, if the source does not know it,
   * of reading.
   */
  private static MonitorTopology.Input add(
      LiveInput input, StreamExecutionEnvironment environment) {
    String name = input.settings().basics().name();
    Clock clock = Clock.systemUTC();
    return new MonitorTopology.Input(
        name,
        environment
            .fromSource(
                input.source(),
                watermarks(input.settings())
                    .withTimestampAssigner(
                        (batch, arrival) -> arrival > 0 ? arrival : clock.millis()),
                name)
            .uid("input-" + name),
        input.source().getBoundedness() == Boundedness.BOUNDED,
        !(input.settings() instanceof InputSettings.LeaseTables));
  }

  /**
   * The watermarks of an input. Lease tables describe a state, and say nothing about how far the
   * logs have been read.
   */
  private static WatermarkStrategy<DecodedBatch> watermarks(InputSettings input) {
    return input instanceof InputSettings.LeaseTables
        ? WatermarkStrategy.forGenerator(context -> new AlwaysIdle<>())
        : WatermarkStrategy.<DecodedBatch>forGenerator(context -> new BatchWatermarks())
            .withIdleness(input.basics().idleAfter());
  }
}
